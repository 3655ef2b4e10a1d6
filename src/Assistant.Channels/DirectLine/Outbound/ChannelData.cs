using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Perception;

namespace Assistant.Channels.DirectLine.Outbound;

/// <summary>channelData of a typing activity: Web Chat's live stream, and for our own page what is being done.</summary>
internal sealed record LiveData(string StreamType, int? StreamSequence, string? StreamId)
{
    public ProgressData? Progress { get; init; }
    public bool? Stopped { get; init; }
}

internal sealed record ProgressData(string Stage, double? Done, double? Total, string? Subject)
{
    public static ProgressData Of(TurnProgress progress) => new(WireNames.Camel(progress.Stage.ToString()), progress.Done, progress.Total, progress.Subject);
}

/// <summary>channelData of the answer.</summary>
internal sealed record FinalData(AnswerData Answer)
{
    public string? StreamType { get; init; }
    public string? StreamId { get; init; }

    /// <summary>True for what an operator tells; absent for answers.</summary>
    public bool? Notice { get; init; }
}

/// <summary>What stands behind an answer, for our own page.</summary>
internal sealed record AnswerData(bool Found, string Model, string Language, IReadOnlyList<CitationData> Citations, IReadOnlyList<UnreadData> Failures, FailureData? Failure)
{
    public static AnswerData Of(Answer answer) => new(
        answer.Found, answer.Model, answer.Language, [.. answer.Citations.Select(CitationData.Of)],
        [.. answer.Failures.Select(failure => UnreadData.Of(failure, answer.Language))], answer.Failure is { } failure ? FailureData.Of(failure) : null);
}

internal sealed record CitationData(int N, string Kind, string Source, string Quote, bool Supported, string EvidenceId, string? AttachmentId)
{
    public double[]? Box { get; init; }
    public double? Start { get; init; }
    public double? End { get; init; }
    public int? Page { get; init; }
    public string? Sheet { get; init; }
    public string? Cell { get; init; }
    public int? Row { get; init; }
    public int? Slide { get; init; }
    public string? Heading { get; init; }
    public int? Line { get; init; }
    public string? Part { get; init; }

    public static CitationData Of(Citation citation)
    {
        var at = citation.Position;
        return new(citation.N, WireNames.Camel(citation.Kind.ToString()), citation.Source, citation.Quote, citation.Supported, citation.EvidenceId, citation.AttachmentId)
        {
            Box = at.Box is { } box ? WireNames.Corners(box) : null,
            Start = at.Start,
            End = at.End,
            Page = at.Page,
            Sheet = at.Sheet,
            Cell = at.Cell,
            Row = at.Row,
            Slide = at.Slide,
            Heading = at.Heading,
            Line = at.Line,
            Part = at.Part,
        };
    }
}

internal sealed record UnreadData(string Source, string Problem, string? Detail, bool Retryable, string Text)
{
    public static UnreadData Of(AttachmentFailure failure, string language) =>
        new(failure.Source, WireNames.Camel(failure.Problem.ToString()), failure.Detail, failure.Retryable, FailureWording.Sentence(failure, language));
}

internal sealed record FailureData(string Problem, string TurnId, bool Retryable)
{
    public static FailureData Of(TurnFailure failure) => new(WireNames.Camel(failure.Problem.ToString()), failure.TurnId, failure.Retryable);
}

/// <summary>How names and boxes look on the wire.</summary>
internal static class WireNames
{
    public static string Camel(string name) => string.Concat(name[..1].ToLowerInvariant(), name.AsSpan(1));

    public static double[] Corners(Box box) => [Math.Round(box.X0, 1), Math.Round(box.Y0, 1), Math.Round(box.X1, 1), Math.Round(box.Y1, 1)];
}
