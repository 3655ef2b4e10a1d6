namespace Assistant.Privacy;

/// <summary>All that is stored about a person, for a look by an administrator or an export. Each use is recorded in the log's chain.</summary>
public interface IPersonArchive
{
    /// <summary>Everything readable of a person, conversation by conversation, oldest first; attachments without their bytes.</summary>
    /// <param name="by">Who looks, for the log.</param>
    IAsyncEnumerable<ArchivedItem> ReadAsync(ContentOwner person, string by, CancellationToken cancellationToken);

    /// <summary>Writes one zip: index.html for people, items.jsonl for programs, the files that the person sent.</summary>
    Task<long> ExportAsync(ContentOwner person, string by, Stream zip, CancellationToken cancellationToken);
}

/// <param name="Kind">"conversation", "message", "answer", "turn" (prompts, memory read, timings, models), "evidence", "tool_call", "memory_event" (what was done to the memory, who looked), or a personal store's kind.</param>
/// <param name="Conversation">Its key; null when it is of none.</param>
/// <param name="Content">JSON, as it is stored.</param>
public sealed record ArchivedItem(string Kind, string? Conversation, string Id, DateTimeOffset? At, string Content)
{
    /// <summary>For people to read.</summary>
    public string ToText() => ArchivedItemText.Of(this);
}
