using System.Text;

namespace Assistant.Text;

/// <summary>
/// Writes Chinese in one script, character by character with the phrases that are exceptions (chinese-script.txt). To traditional, a character that is one in both scripts
/// (such as 后) stays: which of two is meant is for the recogniser to say, and it writes traditional when its prompt does. Thread-safe.
/// </summary>
public static class ChineseScript
{
    private const int LongestPhrase = 6;
    private static readonly Lazy<Tables> s_tables = new(Read);

    public static string Simplified(string text)
    {
        var tables = s_tables.Value;
        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var phrase = tables.Phrases.GetAlternateLookup<ReadOnlySpan<char>>();
            var length = Math.Min(LongestPhrase, text.Length - at);
            string? simple = null;
            while (length > 1 && !phrase.TryGetValue(text.AsSpan(at, length), out simple))
                length--;
            if (simple is not null)
                result.Append(simple);
            else
                result.Append(tables.Simple.GetValueOrDefault(text[at], text[at]));
            at += length;
        }
        return result.ToString();
    }

    /// <summary>As <see cref="Simplified"/>, one character for each, so that places in the text stay; phrases that are exceptions are not looked at.</summary>
    public static string SimplifiedInPlace(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = source[i] < '\u2E80' ? source[i] : s_tables.Value.Simple.GetValueOrDefault(source[i], source[i]);
    });

    public static string Traditional(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = s_tables.Value.Traditional.GetValueOrDefault(source[i], source[i]);
    });

    private static Tables Read()
    {
        var tables = new Tables([], [], new(StringComparer.Ordinal));
        using var reader = new StreamReader(typeof(ChineseScript).Assembly.GetManifestResourceStream("chinese-script.txt")!);
        while (reader.ReadLine() is { } line)
            if (line is ['=', ..] && line[1..].Split(' ') is [var traditional, var simplified])
                tables.Phrases[traditional] = simplified;
            else if (line is ['>' or '<', ..])
                for (var i = 1; i < line.Length; i += 2)
                    (line[0] == '>' ? tables.Simple : tables.Traditional)[line[i]] = line[i + 1];
        return tables;
    }

    private sealed record Tables(Dictionary<char, char> Simple, Dictionary<char, char> Traditional, Dictionary<string, string> Phrases);
}
