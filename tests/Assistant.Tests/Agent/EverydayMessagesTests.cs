using Assistant.Agent;
using Assistant.Agent.Asking;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Tasks;
using Assistant.Conversations;
using Assistant.Tests.Memory.Facts;

namespace Assistant.Tests.Agent;

/// <summary>Greetings, yes and no, "stop", the wish for a person and tasks in strangers' words (everyday-messages.txt). What looks like one and is a question must stay a question.</summary>
public sealed class EverydayMessagesTests(ITestOutputHelper output)
{
    private static readonly AskedBack s_asked = new() { Id = "i", Kind = AskedKind.ToolCall, PersonId = "p", Until = DateTimeOffset.MaxValue, Title = "t", Question = "q", Language = "en", Yes = "Yes, do it", No = "No" };

    [Theory]
    [InlineData(false, 0.9)]
    [InlineData(true, 0.75)]
    public void Of_EverydayWordings_MostAreUnderstood(bool heldOut, double least)
    {
        var half = Lines().Where((_, i) => i % 2 == 1 == heldOut).Where(line => line.Kind != "none").ToList();
        var missed = half.Where(line => !Means(line.Kind, line.Text)).ToList();
        output.WriteLine($"{(heldOut ? "held out" : "development")}: {half.Count - missed.Count} of {half.Count}; missed: {string.Join(", ", missed.CountBy(line => line.Kind).Select(kind => $"{kind.Key} {kind.Value}"))}");
        Assert.Equal(220, half.Count);
        Assert.True(half.Count - missed.Count >= least * half.Count, $"{missed.Count} of {half.Count} missed");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_QuestionsThatLookAlike_NearlyAllStayQuestions(bool heldOut)
    {
        var half = Lines().Where((_, i) => i % 2 == 1 == heldOut).Where(line => line.Kind == "none").ToList();
        var taken = half.Where(line => !IsQuestion(line.Text)).Select(line => line.Text).ToList();
        output.WriteLine(string.Join('\n', taken));
        Assert.Equal(40, half.Count);
        Assert.True(taken.Count <= 1, string.Join('\n', taken));
    }

    private static bool Means(string kind, string text) => kind switch
    {
        "greeting" => SmallTalk.Of(text) is Courtesy.Greeting or Courtesy.WellBeing,
        "thanks" => SmallTalk.Of(text) == Courtesy.Thanks,
        "help" => SmallTalk.Of(text) is Courtesy.Help or Courtesy.Identity,
        "human" => PersonRequest.Is(text),
        "yes" => AskedReply.Read(s_asked, text, null) is { IsYes: true },
        "no" => AskedReply.Read(s_asked, text, null) is { IsYes: false },
        "stop" => StopWords.IsStop(text),
        "summarise" => MessageTasks.Of(text) == MessageTask.Summarise,
        "translate" => MessageTasks.Of(text) == MessageTask.Translate,
        "write" => MessageTasks.Of(text) == MessageTask.Write,
        "rewrite" => MessageTasks.Of(text) == MessageTask.Rewrite,
        _ => throw new FormatException(kind),
    };

    private static bool IsQuestion(string text) =>
        SmallTalk.Of(text) == Courtesy.None && !PersonRequest.Is(text) && !StopWords.IsStop(text) && AskedReply.Read(s_asked, text, null) is null && MessageTasks.Of(text) is MessageTask.Answer or MessageTask.Describe or MessageTask.ReadOut;

    private static IEnumerable<(string Kind, string Text)> Lines() => HistoryFile.Lines("everyday-messages.txt").Select(line => (line[..line.IndexOf('\t', StringComparison.Ordinal)], line[(line.IndexOf('\t', StringComparison.Ordinal) + 1)..]));
}
