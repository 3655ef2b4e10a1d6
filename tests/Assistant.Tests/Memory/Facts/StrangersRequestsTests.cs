using Assistant.Memory.Facts.Dialogue;

namespace Assistant.Tests.Memory.Facts;

/// <summary>Requests to the memory in strangers' words (memory-requests.txt). What asks nothing of the memory must not be taken for a request, which matters more than that every wording is understood.</summary>
public sealed class StrangersRequestsTests(ITestOutputHelper output)
{
    private const int RareWordings = 360;

    private readonly MemoryDialogue _dialogue = new();

    [Fact]
    public void Recognise_HeldOutEverydayWordings_MostAreUnderstood()
    {
        var (right, all) = Count(Lines().Skip(RareWordings).Where((_, i) => i % 2 == 1).Where(IsRequest));
        output.WriteLine($"held out: {right} of {all} ({(double)right / all:P0})");
        Assert.Equal(96, all);
        Assert.True(right >= 0.75 * all, $"{right} of {all}");
    }

    [Fact]
    public void Recognise_WordingsThatTheRulesWereWrittenWith_AreUnderstood()
    {
        var (right, all) = Count(Lines().Take(RareWordings).Concat(Lines().Skip(RareWordings).Where((_, i) => i % 2 == 0)).Where(IsRequest));
        output.WriteLine($"seen: {right} of {all} ({(double)right / all:P0})");
        Assert.True(right >= 0.9 * all, $"{right} of {all}");
    }

    [Fact]
    public void Recognise_MessagesThatAskNothingOfTheMemory_AreNeverSurelyARequest()
    {
        var others = Lines().Where(line => line.Kind == "none").ToList();
        Assert.Equal(120, others.Count);
        Assert.Empty(others.Where(line => _dialogue.Recognise(line.Text, TestTimes.Noon) is { IsSure: true, Kind: not MemoryRequestKind.Question }).Select(line => line.Text));
    }

    private static bool IsRequest((string Kind, string Text) line) => line.Kind is not ("none" or "ask" or "correct");

    private (int Right, int All) Count(IEnumerable<(string Kind, string Text)> lines)
    {
        var all = lines.ToList();
        return (all.Count(line => Kind(_dialogue.Recognise(line.Text, TestTimes.Noon)) == line.Kind), all.Count);
    }

    private static string Kind(MemoryRequest? request) => request?.Kind switch
    {
        MemoryRequestKind.Overview => "list",
        MemoryRequestKind.Why => "why",
        MemoryRequestKind.Forget => "forget",
        MemoryRequestKind.ForgetEverything or MemoryRequestKind.EraseData => "forget_all",
        MemoryRequestKind.DoNotRemember => "off",
        MemoryRequestKind.Pause => "pause",
        MemoryRequestKind.Resume => "resume",
        MemoryRequestKind.TakeAlong => "export",
        _ => "none",
    };

    private static IEnumerable<(string Kind, string Text)> Lines() => HistoryFile.Lines("memory-requests.txt").Select(line => (line[..line.IndexOf('\t', StringComparison.Ordinal)], line[(line.IndexOf('\t', StringComparison.Ordinal) + 1)..].TrimEnd('\r')));
}
