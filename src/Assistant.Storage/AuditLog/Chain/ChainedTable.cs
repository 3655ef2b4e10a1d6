using Assistant.Storage.LongTermMemory;

namespace Assistant.Storage.AuditLog.Chain;

/// <summary>A table whose rows the chain speaks of.</summary>
/// <param name="Id">What names a row within its conversation, in the words of SQL.</param>
/// <param name="HasConversation">Its rows are of one conversation each.</param>
/// <param name="Columns">What is in the clear and under a row's hash besides its content. An activity's watermark is not among them: it is the record's.</param>
internal sealed record ChainedTable(string Name, string Id, bool HasConversation, IReadOnlyList<string> Columns)
{
    public static readonly ChainedTable Activities = new("activities", "id", true, ["conversation", "subject", "at"]);
    public static readonly ChainedTable Turns = new("turns", "turn_id", true, ["conversation", "subject", "sequence", "started_at", "ended_at", "outcome", "model"]);
    public static readonly ChainedTable Evidence = new("evidence", "id", true, ["conversation", "subject", "attachment_id", "kind", "turn_id"]);
    public static readonly ChainedTable ToolCalls = new("tool_calls", "turn_id || '/' || position", true, ["conversation", "subject", "name", "succeeded", "milliseconds"]);
    public static readonly ChainedTable Feedback = new("feedback", "id", true, ["conversation", "subject", "reply_id", "version", "at"]);
    public static readonly ChainedTable MemoryEvents = new(MemoryLog.Table, "id", false, ["subject", "at"]);

    public static readonly IReadOnlyList<ChainedTable> All = [Activities, Turns, Evidence, ToolCalls, Feedback, MemoryEvents];

    /// <summary>Columns: conversation, id, content, watermark, then <see cref="Columns"/>.</summary>
    public string Select => $"SELECT {(HasConversation ? "conversation" : "NULL")}, {Id}, payload, {(this == Activities ? "watermark" : "NULL")}, {string.Join(", ", Columns)} FROM {Name} WHERE tenant = @tenant";

    /// <param name="stored">The content as it is stored.</param>
    /// <param name="clear">The values of <see cref="Columns"/>.</param>
    public ChainedRow Row(string id, ReadOnlySpan<byte> stored, params ReadOnlySpan<object?> clear)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(clear.Length, Columns.Count);
        return new(Name, id, ChainHash.OfRow(stored, clear));
    }
}
