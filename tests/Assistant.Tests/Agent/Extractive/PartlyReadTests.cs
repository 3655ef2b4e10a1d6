using Assistant.Perception;

namespace Assistant.Tests.Agent.Extractive;

/// <summary>A file of which a part was left out stays one in later turns: what is not found in it may still stand in it.</summary>
public sealed class PartlyReadTests
{
    private static readonly AttachmentFailure s_gap = new("log.txt", AttachmentProblem.TooLong, "what follows the first 5,000,000 characters");
    private static readonly Evidence s_log = Made.Document("log.txt", "The pump was greased on Monday.", "The lamp was changed on Friday.") with { Gaps = [s_gap] };

    [Fact]
    public async Task NotFound_LaterToo_SaysWhatWasNotRead()
    {
        var asked = new Asked(s_log) { Failures = [] };
        await asked.AskAsync("When was the pump greased?");

        var answer = await asked.AskAsync("Who owns the brewery?");

        Assert.False(answer.Found);
        Assert.Contains("log.txt is too long, so I did not read all of it (left out: what follows the first 5,000,000 characters)", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NotFound_InTheTurnOfTheFile_SaysItOnce()
    {
        var answer = await new Asked(s_log) { Failures = [s_gap] }.AskAsync("Who owns the brewery?");

        Assert.Equal(2, answer.Text.Split("too long").Length);
    }
}
