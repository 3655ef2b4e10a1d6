using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Assistant.Inference.Language.Templates;

/// <summary>
/// What a template sets as `default_system_message`: texts in quotes and the variable `today`, put together by `+`. Immutable.
/// </summary>
internal sealed partial class DefaultSystemText
{
    public const string Name = "default_system_message";

    // Null stands for the date.
    private readonly List<string?> _parts = [];

    /// <summary>Null where it sets none, or sets it in another way.</summary>
    public static DefaultSystemText? Of(string template)
    {
        if (Assignment().Match(template) is not { Success: true } start)
            return null;
        var (text, at) = (new DefaultSystemText(), start.Index + start.Length);
        while (true)
        {
            var part = Part().Match(template, at);
            if (!part.Success)
                return null;
            text._parts.Add(part.Groups["text"].Success ? Unescaped(part.Groups["text"].Value) : null);
            at = part.Index + part.Length;
            if (part.Groups["end"].Success)
                // The date is written as such templates ask for it, or it is another one.
                return text._parts.Contains(null) && !Today().IsMatch(template) ? null : text;
        }
    }

    public string On(DateTimeOffset day) => string.Concat(_parts.Select(part => part ?? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    /// <summary>What a text in quotes says.</summary>
    public static string Unescaped(string text)
    {
        var written = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            written.Append(text[i] != '\\' || i + 1 == text.Length ? text[i] : text[++i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
        return written.ToString();
    }

    [GeneratedRegex(@"\{%-?\s*set\s+default_system_message\s*=\s*")]
    private static partial Regex Assignment();

    [GeneratedRegex("""\G(?:"(?<text>(?:[^"\\]|\\.)*)"|'(?<text>(?:[^'\\]|\\.)*)'|today)\s*(?:\+\s*|(?<end>-?%\}))""", RegexOptions.Singleline)]
    private static partial Regex Part();

    [GeneratedRegex("""set\s+today\s*=\s*strftime_now\(\s*["']%Y-%m-%d["']\s*\)""")]
    private static partial Regex Today();
}
