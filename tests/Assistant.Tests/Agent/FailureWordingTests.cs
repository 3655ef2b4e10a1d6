using Assistant.Agent;
using Assistant.Perception;

namespace Assistant.Tests.Agent;

public sealed class FailureWordingTests
{
    public static TheoryData<AttachmentProblem> Problems() => new(Enum.GetValues<AttachmentProblem>());

    [Theory]
    [MemberData(nameof(Problems))]
    public void Sentence_EveryProblem_NamesTheFileAndSaysWhatToDo(AttachmentProblem problem)
    {
        var english = FailureWording.Sentence(new("plan.heic", problem, "HEIC"), "en");
        var chinese = FailureWording.Sentence(new("plan.heic", problem, "HEIC"), "zh");
        Assert.Contains("plan.heic", english, StringComparison.Ordinal);
        Assert.Contains("plan.heic", chinese, StringComparison.Ordinal);
        Assert.NotEqual("I could not read plan.heic.", english);
        Assert.NotEqual("无法读取 plan.heic。", chinese);
        Assert.True(english.Split('.', StringSplitOptions.RemoveEmptyEntries).Length > 1);
    }

    [Fact]
    public void Lines_SameFailureTwice_IsSaidOnce()
    {
        AttachmentFailure failure = new("a.pdf", AttachmentProblem.PasswordProtected);
        Assert.Single(FailureWording.Lines([failure, failure], "en").Split('\n'));
    }
}
