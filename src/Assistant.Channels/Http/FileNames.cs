using System.Globalization;
using Assistant.Text;

namespace Assistant.Channels.Http;

/// <summary>Makes a name that a sender chose safe to show and to save under: no folders, no control or direction characters, not endless.</summary>
public static class FileNames
{
    private const int Longest = 120;

    public static string Clean(string? name, string otherwise = "file")
    {
        var last = (name ?? "").AsSpan();
        last = last[(last.LastIndexOfAny('/', '\\') + 1)..];
        var kept = string.Concat(last.ToString().EnumerateRunes().Where(IsShown).Select(rune => rune.ToString())).Trim(' ', '.');
        if (kept.Length == 0)
            return otherwise;
        if (kept.Length <= Longest)
            return kept;
        var extension = Path.GetExtension(kept);
        return extension.Length is > 0 and <= 10 ? string.Concat(kept.Beginning(Longest - extension.Length), extension) : kept.Beginning(Longest);
    }

    private static bool IsShown(System.Text.Rune rune) =>
        System.Text.Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate)
        && rune.Value is not (':' or '*' or '?' or '"' or '<' or '>' or '|' or 0xFFFD);
}
