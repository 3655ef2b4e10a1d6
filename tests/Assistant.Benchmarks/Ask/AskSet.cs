using System.Text.Json;
using Assistant.Perception;

namespace Assistant.Benchmarks.Ask;

/// <summary>A file with its questions, as a data set's truth.jsonl gives them.</summary>
/// <param name="MeasuredOnly">Nothing is ever fitted to it, and nobody looks at how it fails.</param>
internal sealed record AskFile(string Path, string Group, bool MeasuredOnly, IReadOnlyList<AskQuestion> Questions, IReadOnlyList<string> Unanswerable)
{
    public static IEnumerable<AskFile> Read(string folder)
    {
        foreach (var line in File.ReadLines(System.IO.Path.Combine(folder, "truth.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            var file = row.GetProperty("file").GetString()!;
            var lines = row.TryGetProperty("lines", out var found) ? found.EnumerateArray().Select(l => BoxOf(l.GetProperty("box"))).ToArray() : [];
            var group = row.TryGetProperty("kind", out var kind) ? kind.GetString()! : System.IO.Path.GetExtension(file).TrimStart('.');
            var measuredOnly = row.TryGetProperty("measured_only", out var only) && only.GetBoolean();
            yield return new(System.IO.Path.Combine(folder, file), group, measuredOnly,
                [.. row.GetProperty("questions").EnumerateArray().Select(q => new AskQuestion(q.GetProperty("q").GetString()!, Strings(q.GetProperty("answers")), Where(q, lines)))],
                Strings(row.GetProperty("unanswerable")));
        }
    }

    private static AskPlace Where(JsonElement question, Box[] lines) => new(
        question.TryGetProperty("box_line", out var line) ? lines[line.GetInt32()] : null,
        question.TryGetProperty("where", out var where) ? where.GetString() : null);

    private static string[] Strings(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

    private static Box BoxOf(JsonElement box)
    {
        var edges = box.EnumerateArray().Select(edge => edge.GetDouble()).ToArray();
        return new(edges[0], edges[1], edges[2], edges[3]);
    }
}

internal sealed record AskQuestion(string Text, IReadOnlyList<string> Accepted, AskPlace Place);

/// <param name="Box">Of the line that holds the answer, in a picture.</param>
/// <param name="Where">"page 2", "sheet 'Costs' row 5", "slide 3 notes", "row 4", "heading 'Returns'", in a document.</param>
internal sealed record AskPlace(Box? Box, string? Where)
{
    /// <summary>The position overlaps the truth's.</summary>
    public bool IsAt(SourcePosition position)
    {
        if (Box is { } box)
            return position.Box is { } mine && AcceptedAnswer.Covered(box, mine) >= 0.3;
        if (Where is null)
            return true;
        var number = System.Text.RegularExpressions.Regex.Match(Where, @"(?:page|slide|row) (\d+)") is { Success: true } match ? int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : 0;
        var name = System.Text.RegularExpressions.Regex.Match(Where, "'([^']+)'") is { Success: true } quoted ? quoted.Groups[1].Value : "";
        return Where switch
        {
            _ when Where.StartsWith("page", StringComparison.Ordinal) => position.Page == number,
            _ when Where.StartsWith("slide", StringComparison.Ordinal) => position.Slide == number,
            _ when Where.StartsWith("sheet", StringComparison.Ordinal) => position.Sheet == name && position.Row == number,
            _ when Where.StartsWith("row", StringComparison.Ordinal) => position.Row == number,
            _ => position.Heading?.Contains(name, StringComparison.Ordinal) == true,
        };
    }
}
