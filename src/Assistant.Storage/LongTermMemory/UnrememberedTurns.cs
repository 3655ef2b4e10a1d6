using System.Data.Common;
using Assistant.Conversations;
using Assistant.Memory.LongTerm;
using Assistant.Perception;
using Assistant.Privacy;
using Assistant.Storage.AuditLog;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;
using Assistant.Storage.Schema;

namespace Assistant.Storage.LongTermMemory;

/// <summary>Reads the log for what is in no memory yet.</summary>
internal sealed class UnrememberedTurns(StoreReader reader, ContentCodec content) : IUnrememberedTurns
{
    /// <summary>Neither what was stopped or taken back nor greetings and notices say anything.</summary>
    private const string Said = $"t.outcome NOT IN {LogStatements.NothingSaid}";

    /// <summary>Channels are few: each is found by one look into the index, and in each the person's conversations by another. CROSS JOIN keeps SQLite to that order.</summary>
    private const string AllMine =
        $"""
        WITH RECURSIVE channels(name) AS (
          SELECT min(channel) FROM conversations WHERE tenant = @tenant
          UNION ALL
          SELECT (SELECT min(c.channel) FROM conversations c WHERE c.tenant = @tenant AND c.channel > channels.name) FROM channels WHERE channels.name IS NOT NULL),
        mine(key) AS (
          SELECT c.key FROM channels CROSS JOIN conversations c WHERE channels.name <> '{ChannelIds.OpenAI}' AND c.tenant = @tenant AND c.channel = channels.name AND c.user_id = @subject
          UNION
          SELECT conversation FROM memory_cursors WHERE tenant = @tenant AND subject = @subject)
        """;

    /// <summary><see cref="MemoryCursorRow.Paused"/> as text.</summary>
    private const string Paused = "253402300799999";

    private const string One = "WITH mine(key) AS (SELECT @conversation)";

    /// <summary>
    /// A person's conversations first: in the order of its ORDER BY SQLite would go through the whole log. The activity's number is null for what is not edited: with a condition on the outcome alone
    /// PostgreSQL looks up the activity of every turn.
    /// </summary>
    private const string Turns =
        $"""
        SELECT t.turn_id, t.conversation, t.sequence, coalesce(m.sequence, 0), t.started_at, t.model, t.payload, a.tenant, a.subject, a.payload,
          CASE WHEN EXISTS (SELECT 1 FROM memory_cursors p WHERE p.tenant = @tenant AND p.subject = @subject AND p.conversation = '{MemoryCursorRow.Pause}' AND p.sequence >= {Paused}) THEN 1 ELSE 0 END, t.outcome FROM mine
        LEFT JOIN memory_cursors m ON m.tenant = @tenant AND m.subject = @subject AND m.conversation = mine.key
        CROSS JOIN turns t
        LEFT JOIN activities a ON a.conversation = t.conversation AND a.watermark = CASE WHEN t.outcome = '{TurnOutcomes.Edited}' THEN t.sequence END
        WHERE t.conversation = mine.key AND t.sequence > coalesce(m.sequence, 0) AND t.tenant = @tenant AND t.subject = @subject AND {Said} ORDER BY t.conversation, t.sequence LIMIT @limit
        """;

    internal const string OfPerson = $"{AllMine} {Turns}", OfConversation = $"{One} {Turns}";

    private const string Waiting = $"{OfPerson};\n{MemorySegments.Newest}";

    public async Task<IReadOnlyList<LoggedTurn>> OfAsync(ContentOwner person, ConversationKey? conversation, int limit, CancellationToken cancellationToken)
    {
        (string, object)[] parameters = [("tenant", person.Tenant), ("subject", person.SubjectId), ("limit", limit), .. conversation is { } one ? [("conversation", one.ToString())] : Array.Empty<(string, object)>()];
        return await WithReadAsync(person, await reader.QueryAsync(conversation is null ? OfPerson : OfConversation, row => Turn(person, row), cancellationToken, parameters), cancellationToken);
    }

    public async Task<(IReadOnlyList<LoggedTurn> Turns, long NewestSegment)> WaitingAsync(ContentOwner person, int limit, CancellationToken cancellationToken)
    {
        // In this order: what is taken in between the two is found twice rather than not at all.
        var (turns, newest) = await reader.QueryAsync(Waiting, row => Turn(person, row), row => row.GetInt64(0), cancellationToken,
            ("tenant", person.Tenant), ("subject", person.SubjectId), ("limit", limit));
        return (await WithReadAsync(person, turns, cancellationToken), newest[0]);
    }

    public async Task<IReadOnlyList<(ContentOwner, ConversationKey)>> LeftOverAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        await reader.QueryAsync(
            $"""
            SELECT DISTINCT t.tenant, t.subject, t.conversation FROM turns t JOIN conversations c ON c.key = t.conversation
            LEFT JOIN memory_cursors m ON m.tenant = t.tenant AND m.subject = t.subject AND m.conversation = t.conversation
            WHERE t.ended_at > @since AND c.channel <> '{ChannelIds.OpenAI}' AND t.sequence > coalesce(m.sequence, 0) AND {Said} LIMIT @limit
            """,
            row => (new ContentOwner(row.GetString(0), row.GetString(1)), ConversationKey.Parse(row.GetString(2))), cancellationToken, ("since", since.ToUnixTimeMilliseconds()), ("limit", limit));

    private LoggedTurn Turn(ContentOwner person, DbDataReader row)
    {
        var said = content.Read(person, row.GetFieldValue<byte[]>(6), StoreJson.Default.SaidContent);
        // An edited message stands in the log as it was, and among the activities as it is.
        var question = row.IsDBNull(9) ? said.Question : content.Read(new ContentOwner(row.GetString(7), row.GetString(8)), row.GetFieldValue<byte[]>(9), StoreJson.Default.StoredActivity).Text ?? "";
        return new(row.GetString(0), ConversationKey.Parse(row.GetString(1)), row.GetInt64(2), row.GetInt64(3), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)),
            question, said.Answer, said.IsRemembered, row.GetString(5), said.EvidenceIds, []) { InPause = row.GetInt32(10) == 1, IsEdited = row.GetString(11) == TurnOutcomes.Edited };
    }

    private async Task<IReadOnlyList<LoggedTurn>> WithReadAsync(ContentOwner person, List<LoggedTurn> turns, CancellationToken cancellationToken)
    {
        for (var i = 0; i < turns.Count; i++)
            if (turns[i] is { InPause: false, EvidenceIds.Count: > 0 })
                turns[i] = turns[i] with { Read = await ReadAsync(person, turns[i], cancellationToken) };
        return turns;
    }

    private async Task<IReadOnlyList<Evidence>> ReadAsync(ContentOwner person, LoggedTurn turn, CancellationToken cancellationToken) =>
        await reader.QueryAsync("SELECT payload FROM evidence WHERE conversation = @conversation AND turn_id = @turn AND tenant = @tenant AND subject = @subject AND kind IN ('Image', 'Audio') ORDER BY id",
            row => content.Read(person, row.GetFieldValue<byte[]>(0), StoreJson.Default.Evidence), cancellationToken,
            ("conversation", turn.Conversation.ToString()), ("turn", turn.TurnId), ("tenant", person.Tenant), ("subject", person.SubjectId));
}
