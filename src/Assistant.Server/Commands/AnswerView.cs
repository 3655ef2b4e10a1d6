using Assistant.Agent;
using Spectre.Console;

namespace Assistant.Server.Commands;

/// <summary>Shows to a person at a terminal what an answer stands on.</summary>
internal static class AnswerView
{
    public static void WriteSources(Answer answer)
    {
        if (answer.Citations.Count == 0)
            return;
        AnsiConsole.WriteLine();
        foreach (var citation in answer.Citations)
            AnsiConsole.MarkupLine($"[teal][[{citation.N}]][/] [dim]{Markup.Escape(Place(citation))}[/] {Markup.Escape(citation.Quote)}");
    }

    private static string Place(Citation citation)
    {
        var at = citation.Position;
        string?[] parts =
        [
            citation.Source,
            at.Page is { } page ? $"page {page}" : null,
            at.Slide is { } slide ? $"slide {slide}" : null,
            at.Sheet,
            at.Cell ?? (at.Row is { } row ? $"row {row}" : null),
            at.Heading,
            at.Line is { } line ? $"line {line}" : null,
            at.Part,
            at.Start is { } start ? $"{TimeSpan.FromSeconds(start):m\\:ss}" : null,
        ];
        return string.Join(", ", parts.OfType<string>()) + ":";
    }
}
