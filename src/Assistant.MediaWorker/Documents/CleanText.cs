using System.Text;

namespace Assistant.MediaWorker.Documents;

/// <summary>Text as it is shown: one kind of white space, nothing invisible.</summary>
internal static class CleanText
{
    /// <summary>Runs of white space become one space; control and zero-width characters go; line breaks stay when asked for.</summary>
    public static string Of(string text, bool keepLines = false)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c == '\n' && keepLines)
            {
                TrimEnd(clean);
                if (clean.Length > 0)
                    clean.Append('\n');
            }
            else if (char.IsWhiteSpace(c))
            {
                if (clean.Length > 0 && clean[^1] is not (' ' or '\n'))
                    clean.Append(' ');
            }
            else if (!char.IsControl(c) && !IsInvisible(c))
            {
                clean.Append(c);
            }
        }
        TrimEnd(clean);
        while (clean.Length > 0 && clean[^1] == '\n')
            clean.Length--;
        return clean.ToString();
    }

    /// <summary>Joins the visual lines of one paragraph: words cut by a hyphen are whole again, Chinese has no space between lines.</summary>
    public static string Join(string before, string after)
    {
        if (before.Length == 0 || after.Length == 0)
            return before + after;
        if (before.Length > 1 && before[^1] is '-' or '\u00AD' && char.IsLetter(before[^2]) && char.IsLower(after[0]))
            return before[..^1] + after;
        return IsWide(before[^1]) && IsWide(after[0]) ? before + after : $"{before} {after}";
    }

    /// <summary>Chinese, Japanese and Korean characters and their punctuation.</summary>
    public static bool IsWide(char c) => c is (>= '\u2E80' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFF00' and <= '\uFF60') or (>= '\u3000' and <= '\u303F');

    private static bool IsInvisible(char c) => c is '\u200B' or '\u200C' or '\u200E' or '\u200F' or '\u2060' or '\uFEFF' or '\u00AD' or (>= '\u202A' and <= '\u202E');

    private static void TrimEnd(StringBuilder text)
    {
        while (text.Length > 0 && text[^1] == ' ')
            text.Length--;
    }
}
