using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Perception;
using Assistant.Privacy;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;

namespace Assistant.Storage.Retention;

/// <summary>
/// Finds where expired readings stand besides: in the answers to the turns that they were read in, in answers that cite or quote them, in prompts and tools' results that held them, of that turn and of every later one in the
/// conversation. What a model said in its own words in a later turn without citing them is not recognised.
/// </summary>
internal sealed class ExpiredReadings(StoreReader reader, ContentCodec content)
{
    private const string Removed = "[removed by a rule of retention]";

    /// <param name="held">Persons of whose turns nothing may go.</param>
    public async Task<RedactedTurns> FindAsync(
        RetentionKind kind, ConversationKey conversation, ContentOwner person, DateTimeOffset before, IReadOnlySet<ContentOwner> held, CancellationToken cancellationToken)
    {
        var key = conversation.ToString();
        var watermark = (await reader.QueryAsync("SELECT last_watermark FROM conversations WHERE key = @key", row => row.GetInt64(0), cancellationToken, ("key", key))).FirstOrDefault();
        var expired = await reader.QueryAsync(ExpiredRows.ReadingsOf(kind), row => (Id: row.GetString(0), Turn: row.GetString(1), Sequence: row.GetInt64(2), Reading: content.Read(person, row.GetFieldValue<byte[]>(3), StoreJson.Default.Evidence)),
            cancellationToken, ("conversation", key), ("tenant", person.Tenant), ("subject", person.SubjectId), ("before", before.ToUnixTimeMilliseconds()));
        var found = new RedactedTurns(conversation, watermark);
        if (expired.Count == 0)
            return found;
        var looking = new Looking(expired.Select(each => each.Id).ToHashSet(StringComparer.Ordinal), expired.Select(each => each.Turn).ToHashSet(StringComparer.Ordinal), Words(expired.Select(each => each.Reading)));
        (string, object)[] later = [("tenant", conversation.Tenant), ("key", key), ("from", expired.Min(each => each.Sequence))];
        await reader.ForEachAsync("SELECT turn_id, subject, payload FROM turns WHERE tenant = @tenant AND conversation = @key AND sequence >= @from", row =>
        {
            var owner = new ContentOwner(conversation.Tenant, row.GetString(1));
            if (!held.Contains(owner))
                Redact(found, row.GetString(0), owner, content.Read(owner, row.GetFieldValue<byte[]>(2), StoreJson.Default.TurnContent), looking);
        }, cancellationToken, later);
        await reader.ForEachAsync(
            "SELECT c.turn_id, c.position, c.subject, c.payload FROM tool_calls c JOIN turns t ON t.turn_id = c.turn_id WHERE c.tenant = @tenant AND c.conversation = @key AND t.sequence >= @from", row =>
            {
                var owner = new ContentOwner(conversation.Tenant, row.GetString(2));
                if (held.Contains(owner))
                    return;
                var call = content.Read(owner, row.GetFieldValue<byte[]>(3), StoreJson.Default.ToolCallContent);
                if (looking.Turns.Contains(row.GetString(0)) || looking.Words.AreIn(call.Arguments) || looking.Words.AreIn(call.Result))
                    found.Calls.Add((owner, $"{row.GetString(0)}/{row.GetInt32(1)}"));
            }, cancellationToken, later);
        return found;
    }

    private void Redact(RedactedTurns found, string id, ContentOwner owner, TurnContent turn, Looking looking)
    {
        var shared = turn.Shared is { } part ? content.RevealShared(owner.Tenant, part)?.Content : null;
        var answered = looking.Turns.Contains(id) || turn.EvidenceIds.Any(looking.Evidence.Contains) || looking.Words.AreIn(turn.Answer) || (shared is not null && looking.Words.AreIn(System.Text.Encoding.UTF8.GetString(shared)));
        var asked = looking.Words.AreIn(turn.Question);
        var sent = turn.Sent?.Select(prompt => prompt with { Messages = [.. prompt.Messages.Select(message => Redact(message, owner.Tenant, looking.Words))] }).ToList();
        var prompted = sent is not null && sent.Zip(turn.Sent!).Any(pair => !pair.First.Messages.SequenceEqual(pair.Second.Messages));
        if (answered)
            found.Replies.Add((owner, id));
        if (answered || asked || prompted)
            found.Turns.Add((owner, id, content.Write(owner, turn with
            {
                Question = asked ? "" : turn.Question,
                Answer = answered ? "" : turn.Answer,
                Shared = answered ? null : turn.Shared,
                Asks = answered ? null : turn.Asks,
                Sent = prompted ? sent : turn.Sent,
            }, StoreJson.Default.TurnContent)));
    }

    private LoggedMessage Redact(LoggedMessage message, string tenant, ExpiredWords words)
    {
        var said = message.Said ?? (message.Sealed is { } part && content.RevealShared(tenant, part) is { } shared ? System.Text.Json.JsonSerializer.Deserialize(shared.Content, StoreJson.Default.SentMessage) : null);
        return said is not null && (words.AreIn(said.Text) || said.Calls?.Any(call => words.AreIn(call.Arguments)) == true) ? new(new SentMessage(said.Role, Removed) { Pictures = said.Pictures, CallId = said.CallId }, null) : message;
    }

    private static ExpiredWords Words(IEnumerable<Evidence> readings)
    {
        var words = new ExpiredWords();
        foreach (var reading in readings)
        {
            foreach (var block in reading.Blocks)
                words.Add(block.Text);
            words.Add(string.Join(' ', reading.Blocks.Select(block => block.Text.Trim())));
        }
        return words;
    }

    private sealed record Looking(HashSet<string> Evidence, HashSet<string> Turns, ExpiredWords Words);
}
