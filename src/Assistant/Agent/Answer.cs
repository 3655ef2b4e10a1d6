using System.Text.Json.Serialization;
using Assistant.Agent.Asking;
using Assistant.Perception;

namespace Assistant.Agent;

/// <summary>A finished answer with what it stands on.</summary>
public sealed record Answer
{
    /// <summary>Markdown; [n] refers to the citation with that number.</summary>
    public required string Text { get; init; }

    public IReadOnlyList<Citation> Citations { get; init; } = [];

    /// <summary>What it came from, each once.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> CitedEvidence => Citations.Select(citation => citation.EvidenceId).Distinct().ToArray();

    /// <summary>True when the question was answered; false for "not found", a refusal or a failure.</summary>
    public required bool Found { get; init; }

    /// <summary>Not found, and nothing else that is remembered answers in its place.</summary>
    [JsonIgnore]
    public bool IsFinal { get; init; }

    /// <summary>The language model's name, else one of <see cref="AnsweredBy"/>.</summary>
    public required string Model { get; init; }

    /// <summary>BCP 47 of <see cref="Text"/>: "en" or "zh".</summary>
    public required string Language { get; init; }

    /// <summary>What could not be read; each is mentioned in <see cref="Text"/> and shown as a note.</summary>
    public IReadOnlyList<AttachmentFailure> Failures { get; init; } = [];

    /// <summary>Why there is no proper answer; null when there is one. A client offers "Retry" when it is retryable.</summary>
    public TurnFailure? Failure { get; init; }

    /// <summary>Short texts a person may send next with one click.</summary>
    public IReadOnlyList<string> SuggestedReplies { get; init; } = [];

    /// <summary>An Adaptive Card (JSON) to show below the text; null for none.</summary>
    public string? Card { get; init; }

    /// <summary>What belongs to the answer besides its text, for channels whose clients can do it; null for nothing. The text alone must do.</summary>
    public AnswerOffer? Offer { get; init; }

    /// <summary>What it asks its person before it goes on; null for nothing. The text says all of it.</summary>
    public AskedBack? Asks { get; init; }

    /// <summary>The question that it answers, where the message itself only chose or agreed; null otherwise.</summary>
    public string? Question { get; init; }

    /// <summary>Nothing is to be learnt of its person from the message: what it puts right is not clear.</summary>
    [JsonIgnore]
    public bool IsUnclear { get; init; }

    /// <summary>Milliseconds by step, as in <see cref="Audit.TurnRecord.Timings"/>.</summary>
    public IReadOnlyDictionary<string, double> Timings { get; init; } = new Dictionary<string, double>();

    public IReadOnlyList<ToolCall> ToolCalls { get; init; } = [];

    /// <summary>What of the person's memory was read for it, cited or not, for the log only: as evidence is named, "fact-ID" and "episode-ID".</summary>
    public IReadOnlyList<string> MemoryRead { get; init; } = [];

    /// <summary>A sentence of ours, without citations.</summary>
    /// <param name="by">One of <see cref="AnsweredBy"/>.</param>
    /// <param name="found">As in <see cref="Found"/>.</param>
    internal static Answer Fixed(string text, string language, string by, bool found) => new() { Text = text, Found = found, Model = by, Language = language };
}

/// <summary>What a channel may add to an answer.</summary>
public enum AnswerOffer
{
    /// <summary>What is remembered of the person, to look at and to change.</summary>
    MemoryPanel,

    /// <summary>All that is kept of the person, as a file.</summary>
    PersonalData,
}

/// <summary>The n-th source of an answer.</summary>
/// <param name="N">From 1; stands as [n] in the text.</param>
/// <param name="EvidenceId">The evidence it was found in.</param>
/// <param name="Source">File name for people.</param>
/// <param name="Quote">The words as they stand in the evidence.</param>
public sealed record Citation(int N, EvidenceKind Kind, string EvidenceId, string Source, string Quote, SourcePosition Position)
{
    public string? AttachmentId { get; init; }

    /// <summary>False when the model cited this evidence for a claim that its quote does not support.</summary>
    public bool Supported { get; init; } = true;
}

/// <summary>A tool call as it was made, for the log.</summary>
public sealed record ToolCall(string Name, string Arguments, string Result, bool Succeeded, double Milliseconds);

/// <summary>Why a turn ended without a proper answer.</summary>
public sealed record TurnFailure(TurnProblem Problem, string TurnId)
{
    /// <summary>How long the model's server asked to be left alone; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public bool Retryable => Problem is not (TurnProblem.Refused or TurnProblem.Interrupted);
}

/// <summary>Interrupted: the program ended again and again while it ran. NotKept: there was an answer, but no room to store it.</summary>
public enum TurnProblem { ModelUnreachable, ModelTimedOut, ModelRateLimited, ModelNonsense, Refused, DeadlineExceeded, Internal, Interrupted, NotKept }
