using System.Text;
using System.Text.RegularExpressions;

namespace Assistant.Agent.Extractive.Wording;

/// <summary>Quoted text shows as it stands: what would be Markdown, HTML or a source's number is escaped; the rest stays readable in plain text.</summary>
internal static partial class Markdown
{
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsMark(text, i))
                escaped.Append('\\');
            escaped.Append(text[i] is '\r' or '\n' ? ' ' : text[i]);
        }
        return escaped.ToString();
    }

    private static bool IsMark(string text, int i) => text[i] switch
    {
        '`' or '*' or '[' or '<' => true,
        '_' => i == 0 || i + 1 == text.Length || !char.IsLetterOrDigit(text[i - 1]) || !char.IsLetterOrDigit(text[i + 1]),
        '#' or '>' or '-' or '+' => i == 0,
        // Before a letter it is part of a path and stays.
        '\\' => i + 1 == text.Length || char.IsAscii(text[i + 1]) && (char.IsPunctuation(text[i + 1]) || char.IsSymbol(text[i + 1])),
        // One alone, "~5 kg", strikes nothing out.
        '~' => text.IndexOf('~', StringComparison.Ordinal) != text.LastIndexOf('~'),
        '&' => Entity().IsMatch(text.AsSpan(i)),
        _ => false,
    };

    [GeneratedRegex(@"\A&(?:[A-Za-z][A-Za-z0-9]*|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")]
    private static partial Regex Entity();
}
