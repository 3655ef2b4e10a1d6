using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Assistant.Agent.Grounding;

/// <summary>
/// Makes a text safe to stand in a prompt as data. Model servers turn control words like &lt;|im_start|&gt; into control tokens wherever they stand,
/// so these are broken up; one piece is one line, so that it cannot pose as the next numbered piece; invisible characters are dropped.
/// </summary>
internal static partial class DataText
{
    private const char WordJoin = '\u2009';

    // All that any rule below looks at, but for letters.
    private static readonly SearchValues<char> s_suspicious = SearchValues.Create(
        [.. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(c => c is '<' or '[' or '\u2028' or '\u2029' || char.IsControl(c) || IsInvisible(c))]);

    private static readonly SearchValues<string> s_fences = SearchValues.Create(["EVIDENCE"], StringComparison.OrdinalIgnoreCase);

    public static string Line(string text) => Breakable(text, oneLine: true);

    public static string Lines(string text) => Breakable(text, oneLine: false);

    private static string Breakable(string text, bool oneLine)
    {
        if (!text.AsSpan().ContainsAny(s_suspicious) && !text.AsSpan().ContainsAny(s_fences))
            return text;
        var safe = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\n' or '\r' or '\u2028' or '\u2029' or '\u0085')
                safe.Append(oneLine ? ' ' : c == '\r' ? "" : '\n');
            else if (c == '\t' || (!char.IsControl(c) && !IsInvisible(c)))
                safe.Append(c);
        }
        var result = safe.ToString();
        return ControlWord().IsMatch(result) ? ControlWord().Replace(result, match => match.Value[0].ToString() + WordJoin + match.Value[1..]) : result;
    }

    /// <summary>Zero-width and direction marks, and the tag characters in which instructions are smuggled unseen.</summary>
    private static bool IsInvisible(char c) => c is (>= '\u200b' and <= '\u200f') or (>= '\u202a' and <= '\u202e') or (>= '\u2060' and <= '\u2069') or '\ufeff' or '\u00ad' or '\udb40';

    [GeneratedRegex(@"<\||\[/?INST\]|<</?SYS>>|<(/?s|/?think|/?tool_call|bos|eos|start_of_turn|end_of_turn|unused\d+)>|<｜|(?m:^)\s*(BEGIN|END) EVIDENCE|\b(BEGIN|END) EVIDENCE\b|</?message\b", RegexOptions.IgnoreCase)]
    private static partial Regex ControlWord();
}
