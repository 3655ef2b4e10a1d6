using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Agent;
using Assistant.Perception;

namespace Assistant.Server.Commands;

/// <summary>What `ask --json` writes: one line an answer.</summary>
/// <param name="Error">Why it is no proper answer: "modelUnreachable", "deadlineExceeded" ...; absent otherwise.</param>
internal sealed record AnswerJson(string? Id, string Answer, IReadOnlyList<CitationJson> Citations, bool Found, string Model, IReadOnlyDictionary<string, double> Timings, string? Error)
{
    public static AnswerJson Of(string? id, Answer answer) =>
        new(id, answer.Text, [.. answer.Citations.Select(CitationJson.Of)], answer.Found, answer.Model, answer.Timings, answer.Failure is { } failure ? JsonNamingPolicy.CamelCase.ConvertName(failure.Problem.ToString()) : null);
}

/// <param name="Kind">"image", "audio", "document", "memory" or "tool".</param>
/// <param name="Box">x0, y0, x1, y1 in pixels of the picture as given (points of a page).</param>
internal sealed record CitationJson(
    int N, string Kind, string Source, string Quote, double[]? Box, double? Start, double? End, int? Page, string? Sheet, string? Cell, int? Row, int? Slide, string? Heading, int? Line, string? Part)
{
    public static CitationJson Of(Citation citation)
    {
        var at = citation.Position;
        return new(citation.N, citation.Kind.ToString().ToLowerInvariant(), citation.Source, citation.Quote, at.Box is { } box ? JsonOutput.Corners(box) : null,
            at.Start, at.End, at.Page, at.Sheet, at.Cell, at.Row, at.Slide, at.Heading, at.Line, at.Part);
    }
}

/// <summary>Writes one JSON object a line to standard output.</summary>
internal static class JsonOutput
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write<T>(T value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, Options));

    public static T? Read<T>(string line) => JsonSerializer.Deserialize<T>(line, Options);

    public static double[] Corners(Box box) => [Math.Round(box.X0, 1), Math.Round(box.Y0, 1), Math.Round(box.X1, 1), Math.Round(box.Y1, 1)];
}
