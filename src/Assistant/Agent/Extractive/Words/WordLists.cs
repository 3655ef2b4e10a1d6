using System.Collections.Frozen;

namespace Assistant.Agent.Extractive.Words;

/// <summary>The word lists that travel inside the program.</summary>
internal static class WordLists
{
    private static readonly FrozenSet<string> s_stopWords = [.. Lines("stop-words.txt").SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    public static int LongestChineseStopWord { get; } = s_stopWords.Where(w => Normal.IsHan(w[0])).Max(w => w.Length);

    /// <summary>The word says nothing about the topic.</summary>
    public static bool IsStopWord(string word) => s_stopWords.Contains(word);

    public static IEnumerable<string> Lines(string name)
    {
        using var stream = typeof(WordLists).Assembly.GetManifestResourceStream($"Assistant.Agent.Extractive.Data.{name}")
            ?? throw new InvalidOperationException($"The resource {name} is not embedded.");
        using var reader = new StreamReader(stream);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                lines.Add(line);
        }
        return lines;
    }
}
