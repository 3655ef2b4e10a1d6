using Assistant.Memory.Facts;
using Assistant.Memory.Facts.Rules;

namespace Assistant.Tests.Memory.Facts;

public sealed class FactInjectionTests
{
    [Fact]
    public void Attempts_OfOthersWords_StoreNothing()
    {
        var lines = HistoryFile.Lines("injections.txt").ToList();
        var stored = lines.Select(line => (line, Statements: Read(line))).Where(pair => pair.Statements.Count > 0).Select(pair => $"{pair.line} -> {pair.Statements[0].Attribute}={pair.Statements[0].Value}");

        Assert.True(lines.Count >= 60);
        Assert.Empty(stored);
    }

    /// <summary>Whatever a model would make of them: it is never asked.</summary>
    [Fact]
    public void Attempts_OfOthersWords_AreNotPutToAModel() =>
        Assert.DoesNotContain(HistoryFile.Lines("injections.txt"), line => Unread(line).Count > 0);

    /// <summary>The same words are read when they are the user's own: the attempts fail for their source, not for want of rules.</summary>
    [Fact]
    public void Attempts_OfOtherSources_AreMostlyReadableAsTheUsers()
    {
        var others = HistoryFile.Lines("injections.txt").Where(line => !line.StartsWith("user|", StringComparison.Ordinal)).Select(line => line.Split('|', 2)[1]).ToList();

        var readable = others.Count(text => new RuleFactExtractor().Read(new("e", text, TestTimes.Noon)).Count > 0);

        Assert.True(readable >= others.Count / 2, $"{readable} of {others.Count}");
    }

    private static List<string> Unread(string line)
    {
        var unread = new List<string>();
        new RuleFactExtractor().Read(Utterance(line), unread);
        return unread;
    }

    private static IReadOnlyList<Statement> Read(string line) => new RuleFactExtractor().Read(Utterance(line));

    private static Utterance Utterance(string line)
    {
        var parts = line.Split('|', 2);
        var source = parts[0] switch { "other" => UtteranceSource.OtherPerson, var name => Enum.Parse<UtteranceSource>(name, ignoreCase: true) };
        return new("e", parts[1].Replace("\\n", "\n", StringComparison.Ordinal), TestTimes.Noon, source);
    }
}
