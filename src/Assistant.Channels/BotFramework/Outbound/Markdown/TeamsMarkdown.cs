using System.Text.RegularExpressions;
using Assistant.Channels.BotFramework.Outbound.Splitting;

namespace Assistant.Channels.BotFramework.Outbound.Markdown;

/// <summary>
/// An answer's Markdown as every one of Teams' clients shows it. By Microsoft's table of styles a message's text knows neither headings, rules nor tables, and on phones no lists: a heading becomes bold, a rule an empty line,
/// a table code in columns or a list (<see cref="TeamsTable"/>), a picture a link (clients would fetch it), and what looks like a tag is written so that it shows. Lists, quotations, links, code and emphasis stay as they are.
/// </summary>
internal static partial class TeamsMarkdown
{
    public static string Of(string markdown) => string.Join('\n', Shown(LinesOf(markdown)));

    /// <summary>Of an answer that still grows: the beginning that stays as it is whatever follows. Its last table is left out until it has ended, and an unfinished line that may become something else;
    /// a table whose headings do not begin with a bar cannot be told before its dashes.</summary>
    public static string Beginning(string markdown)
    {
        var lines = LinesOf(markdown);
        var (settled, isCode) = Settled(lines);
        var mayChange = settled < lines.Length - 1 || (isCode ? lines[^1].TrimStart() is ['`' or '~', ..] : MayChange().IsMatch(lines[^1]));
        return string.Join('\n', Shown(mayChange ? lines[..settled] : lines)).TrimEnd();
    }

    private static string[] LinesOf(string markdown) => markdown.ReplaceLineEndings("\n").Split('\n');

    private static List<string> Shown(string[] lines)
    {
        var shown = new List<string>(lines.Length);
        // What follows a heading or a table directly is a paragraph of its own.
        var isAfter = false;
        for (var at = 0; at < lines.Length;)
        {
            if (CodeFence.Of(lines[at]) is { } fence)
            {
                var end = EndOfCode(lines, at, fence);
                shown.AddRange(lines[at..end]);
                (at, isAfter) = (end, false);
            }
            else if (TeamsTable.Opens(lines, at))
            {
                var end = EndOfTable(lines, at);
                AddApart(shown, TeamsTable.Of(lines[at..end]));
                (at, isAfter) = (end, true);
            }
            else if (Heading().Match(lines[at]) is { Success: true } heading)
            {
                AddApart(shown, [Bold(heading.Groups["text"].Value)]);
                (at, isAfter) = (at + 1, true);
            }
            else
            {
                var line = Rule().IsMatch(lines[at]) ? "" : InlineMarks.Of(lines[at]);
                if (isAfter && line.Length > 0)
                    AddApart(shown, [line]);
                else
                    shown.Add(line);
                (at, isAfter) = (at + 1, false);
            }
        }
        return shown;
    }

    private static string Bold(string text) => text.Length == 0 ? "" : $"**{InlineMarks.Of(text.Replace("**", "", StringComparison.Ordinal))}**";

    /// <summary>With an empty line before it.</summary>
    private static void AddApart(List<string> shown, IEnumerable<string> lines)
    {
        if (shown is [.., { Length: > 0 }])
            shown.Add("");
        shown.AddRange(lines);
    }

    /// <summary>How many of the finished lines stay as they are shown, and whether what follows is code.</summary>
    private static (int Lines, bool IsCode) Settled(string[] lines)
    {
        var finished = lines.Length - 1;
        for (var at = 0; at < finished;)
        {
            if (CodeFence.Of(lines[at]) is { } fence)
            {
                var end = EndOfCode(lines, at, fence);
                if (end > finished || !fence.IsClosedBy(lines[end - 1]) || end - 1 == at)
                    return (finished, true);
                at = end;
            }
            else if (TeamsTable.Opens(lines, at) || (at == finished - 1 && lines[at].Contains('|')))
            {
                var end = EndOfTable(lines, at);
                if (end >= finished)
                    return (at, false);
                at = end;
            }
            else
            {
                at++;
            }
        }
        return (finished, false);
    }

    private static int EndOfCode(string[] lines, int at, CodeFence fence) => Array.FindIndex(lines, at + 1, fence.IsClosedBy) is >= 0 and var closing ? closing + 1 : lines.Length;

    private static int EndOfTable(string[] lines, int at)
    {
        var end = Math.Min(at + 2, lines.Length);
        while (end < lines.Length && !string.IsNullOrWhiteSpace(lines[end]) && lines[end].Contains('|'))
            end++;
        return end;
    }

    [GeneratedRegex(@"^ {0,3}#{1,6}(?:[ \t]+(?<text>.*?))??(?:[ \t]+#+)?[ \t]*$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})$")]
    private static partial Regex Rule();

    /// <summary>A heading, a rule, a table's row, a fence, a tag, a picture or code may come of it.</summary>
    [GeneratedRegex(@"^ {0,3}(?:#|[-*_=~]+[ \t]*$|~~)|[|<`]|!\[|!$")]
    private static partial Regex MayChange();
}
