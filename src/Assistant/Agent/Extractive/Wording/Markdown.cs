using System.Text;

namespace Assistant.Agent.Extractive.Wording;

/// <summary>Quoted text shows as it stands: what would be Markdown, HTML or a source's number is escaped; the rest stays readable in plain text.</summary>
internal static class Markdown
{
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var edge = i == 0 || i + 1 == text.Length || !char.IsLetterOrDigit(text[i - 1]) || !char.IsLetterOrDigit(text[i + 1]);
            if (c is '`' or '*' or '[' or '<' || (c == '_' && edge) || (c is '#' or '>' or '-' or '+' && i == 0))
                escaped.Append('\\');
            escaped.Append(c is '\r' or '\n' ? ' ' : c);
        }
        return escaped.ToString();
    }
}
