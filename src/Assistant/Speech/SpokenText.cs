using System.Text.RegularExpressions;
using Assistant.Text;

namespace Assistant.Speech;

/// <summary>
/// What of a text in Markdown is said aloud: its words, without marks, numbers of sources, code blocks, addresses behind links and tags. Each heading, item and row ends like a sentence,
/// so that a voice pauses there.
/// </summary>
public static partial class SpokenText
{
    private const string Marks = ".!?。！？…";
    private const string Closing = "\"'”’」』)）]】";

    public static string Of(string markdown)
    {
        var spoken = new List<string>();
        string? fence = null;
        foreach (var line in markdown.ReplaceLineEndings("\n").Split('\n'))
        {
            if (fence is not null)
                fence = line.Trim() is var end && end.StartsWith(fence, StringComparison.Ordinal) && end.Trim(fence[0]).Length == 0 ? null : fence;
            else if (Fence().Match(line) is { Success: true } opened)
                fence = opened.Groups[1].Value;
            else if (LinkDefinition().IsMatch(line) || TableRule().IsMatch(line) || ThematicBreak().IsMatch(line))
                spoken.Add("");
            else
                Add(spoken, line);
        }
        return Space().Replace(string.Join('\n', spoken), "\n").Trim();
    }

    /// <summary>The beginning of a text up to the end of a sentence, or of a word, within a number of characters; the text itself when it is short enough.</summary>
    public static string Beginning(string text, int mostCharacters)
    {
        if (text.Length <= mostCharacters)
            return text;
        var sentence = LastEnd(text, mostCharacters, at => Ends(text, at));
        var end = sentence > mostCharacters / 2 ? sentence : LastEnd(text, mostCharacters, at => char.IsWhiteSpace(text[at]));
        end = end > 0 ? end : Shortening.BeginningLength(text, mostCharacters);
        return text[..end].TrimEnd();
    }

    private static void Add(List<string> spoken, string line)
    {
        var marked = BlockMark().Match(line);
        var isItem = marked.Length > 0 && line[..marked.Length].AsSpan().Trim().Length > 0;
        var row = line.TrimStart().StartsWith('|');
        var text = Inline(line[marked.Length..]);
        if (row)
            text = string.Join(", ", text.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        text = text.Trim();
        spoken.Add((isItem || row) && text.Length > 0 && !IsEnded(text) ? text + (IsWide(text[^1]) ? '。' : '.') : text);
    }

    private static string Inline(string text)
    {
        text = Picture().Replace(text, "$1");
        // Before links: [2][3] are two sources.
        text = Source().Replace(text, "");
        text = Link().Replace(text, "$1");
        text = Address().Replace(text, "$1");
        text = Tag().Replace(text, " ");
        text = Emphasis().Replace(text, "");
        return Escape().Replace(text, "$1").Replace('\u00a0', ' ');
    }

    private static bool IsEnded(string text)
    {
        var bare = text.AsSpan().TrimEnd(Closing);
        return bare.Length > 0 && (Marks.Contains(bare[^1], StringComparison.Ordinal) || bare[^1] is ':' or '：' or ';' or '；' or ',' or '，');
    }

    private static bool Ends(string text, int at) =>
        text[at] is '。' or '！' or '？' or '\n' || (text[at] is '.' or '!' or '?' && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1])));

    private static int LastEnd(string text, int before, Func<int, bool> isEnd)
    {
        for (var at = before - 1; at >= 0; at--)
            if (isEnd(at))
                return at + 1;
        return 0;
    }

    private static bool IsWide(char c) => c is >= '\u2e80' and <= '\ua4cf';

    [GeneratedRegex(@"^\s{0,3}(`{3,}|~{3,})")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\s{0,3}\[[^\]]{1,200}\]:\s")]
    private static partial Regex LinkDefinition();

    [GeneratedRegex(@"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")]
    private static partial Regex TableRule();

    [GeneratedRegex(@"^\s{0,3}([*_-]\s*){3,}$")]
    private static partial Regex ThematicBreak();

    [GeneratedRegex(@"^\s*(?:(?:#{1,6}|>|[-*+]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?)*")]
    private static partial Regex BlockMark();

    // Every length is bounded: a text of opening marks that are never closed takes no longer than others.
    [GeneratedRegex(@"!\[([^\]]{0,500})\](?:\([^)]{0,2000}\)|\[[^\]]{0,200}\])")]
    private static partial Regex Picture();

    [GeneratedRegex(@"(?<!\\)\[([^\]]{0,500})\](?:\([^)]{0,2000}\)|\[[^\]]{0,200}\])")]
    private static partial Regex Link();

    [GeneratedRegex(@" ?(?<!\\)[\[【]\d{1,3}(?:\s*[,，、]\s*\d{1,3})*[\]】](?!\()")]
    private static partial Regex Source();

    [GeneratedRegex(@"<((?:https?|mailto):[^\s>]{1,2000})>")]
    private static partial Regex Address();

    [GeneratedRegex(@"</?[a-zA-Z][^<>]{0,200}>|<!--.{0,2000}?-->")]
    private static partial Regex Tag();

    [GeneratedRegex(@"(?<!\\)(\*{1,3}|~~|`+|(?<!\w)_{1,3}(?=\w)|(?<=\w|[.!?。！？])_{1,3}(?!\w))")]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"\\([!-/:-@\[-`{-~])")]
    private static partial Regex Escape();

    [GeneratedRegex(@"\n{2,}")]
    private static partial Regex Space();
}
