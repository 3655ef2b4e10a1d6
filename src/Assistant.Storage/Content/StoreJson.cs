using System.Text.Json.Serialization;
using Assistant.Agent;
using Assistant.Agent.Asking;
using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Perception;
using Assistant.Storage.Inbox;

namespace Assistant.Storage.Content;

/// <summary>How content is written: compact JSON, absent for null, enums by name, so that a log of years stays readable.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(InboundMessage))]
[JsonSerializable(typeof(StoredActivity))]
[JsonSerializable(typeof(Evidence))]
[JsonSerializable(typeof(TurnContent))]
[JsonSerializable(typeof(SaidContent))]
[JsonSerializable(typeof(AnswerContent))]
[JsonSerializable(typeof(SentMessage))]
[JsonSerializable(typeof(ToolCallContent))]
[JsonSerializable(typeof(WorkingMemoryState))]
[JsonSerializable(typeof(Assistant.Memory.LongTerm.Episode))]
[JsonSerializable(typeof(LedgerState))]
[JsonSerializable(typeof(AnswerFeedback))]
[JsonSerializable(typeof(MemoryEvent))]
[JsonSerializable(typeof(ReferenceContent))]
[JsonSerializable(typeof(EarlyRevision))]
[JsonSerializable(typeof(string))]
internal sealed partial class StoreJson : JsonSerializerContext;

/// <summary>The content of a turn's row: what is not in its activity.</summary>
/// <param name="Answer">Empty when it is in <paramref name="Shared"/>.</param>
/// <param name="Sent">Null when no model was asked.</param>
/// <param name="Shared">JSON of an <see cref="AnswerContent"/> that may hold others' words, under their keys (and in the row under the person's); null when it holds none.</param>
/// <param name="Cited">Which of the evidence the answer cites; null when none, or from before it was kept.</param>
internal sealed record TurnContent(
    string Question, string Answer, string Language, bool Found, IReadOnlyList<string> EvidenceIds, IReadOnlyList<LoggedPrompt>? Sent,
    IReadOnlyDictionary<string, double> Timings, IReadOnlyDictionary<string, string> Models, TurnFailure? Failure, IReadOnlyList<string>? MemoryRead = null, AskedBack? Asks = null, byte[]? Shared = null,
    IReadOnlyList<string>? Cited = null);

/// <summary>What the assistant said in a turn; all empty when somebody whose words it held has been erased.</summary>
internal sealed record AnswerContent(string Answer, AskedBack? Asks);

/// <summary>What long-term memory takes of <see cref="TurnContent"/>; prompts are passed over unread.</summary>
internal sealed record SaidContent(string Question, string Answer, bool Found, IReadOnlyList<string> EvidenceIds, byte[]? Shared = null)
{
    /// <summary>An answer that may hold others' words is not remembered as said to its person: it would outlive them.</summary>
    public bool IsRemembered => Found && Shared is null;
}

internal sealed record ToolCallContent(string Arguments, string Result);

/// <summary>The content of a conversation reference's row.</summary>
internal sealed record ReferenceContent(string? Address, string? Locale, string? Name);
