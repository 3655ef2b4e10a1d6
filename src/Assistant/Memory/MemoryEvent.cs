using System.Text.Json.Serialization;
using Assistant.Audit;

namespace Assistant.Memory;

/// <summary>Something that was done to a person's memory, or seen of what is stored about them, as the log keeps it: by ids, as the words stand in the memory and in the turns.</summary>
/// <param name="Count">How many items it was of; 0 where it is of none.</param>
/// <param name="Ids">The first <see cref="MostIds"/> of them: statements as "EPISODE/POSITION", episodes by their ids.</param>
public sealed record MemoryEvent(MemoryEventKind Kind, int Count = 0, IReadOnlyList<string>? Ids = null)
{
    public const int MostIds = 256;

    /// <summary>The conversation that it is of; null for several or none.</summary>
    public string? Conversation { get; init; }

    /// <summary>How it was looked at: "audit show", "memory recall".</summary>
    public string? Purpose { get; init; }

    /// <summary>What was sent to a model and what it wrote, of <see cref="MemoryEventKind.Summarised"/> and <see cref="MemoryEventKind.Extracted"/> only: unlike all other words it stands nowhere else.</summary>
    public IReadOnlyList<SentPrompt>? Sent { get; init; }

    public string? Answer { get; init; }

    public string? Model { get; init; }

    /// <summary>Whose words are in it, besides the person's: it goes with any of them.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> OtherIds { get; init; } = [];

    /// <summary>Who did it; filled in by the log when nobody is named.</summary>
    public string? By { get; init; }

    /// <summary>Null when it is of nothing: then nothing happened.</summary>
    public static MemoryEvent? Of(MemoryEventKind kind, IReadOnlyCollection<string> ids) => ids.Count == 0 ? null : new(kind, ids.Count, [.. ids.Take(MostIds)]);
}

/// <summary>
/// Learned and remembered: statements and episodes came in. Expired: went by a rule of retention. Exported: taken along by the person.
/// Extracted: a model was asked what a message says of its person (what came of it is Learned).
/// Published: an operator made a copy of it for everybody of the tenant.
/// Summarised: a model put what working memory let go into a few sentences.
/// </summary>
public enum MemoryEventKind { Learned, Remembered, Forgotten, Expired, Excluded, Paused, Resumed, Looked, Exported, Summarised, Extracted, Published }
