using Assistant.ChannelSimulator.Plan;

namespace Assistant.ChannelSimulator.Ledger;

/// <summary>
/// After a kill: which of the replies that were shown the bot could not know of. Each is judged by what the bot keeps on disk: a reply that it holds for not sent, and whose request was under way when the signal came,
/// or had been answered so shortly before that it may not have been noted yet. What it has noted as sent, and what it was told long before and did not note, is the bot's own affair.
/// What has no name is no answer of its log but what it shows of a long turn, and takes back: until it has noted what the channel calls it, it cannot.
/// </summary>
internal static class KillJudge
{
    /// <summary>Seconds from the channel's answer to its being on the bot's disk, at most.</summary>
    public const double NotingTakes = 1;

    /// <param name="killed">When the signal was sent.</param>
    /// <param name="notSent">Names of the replies that the bot holds for not sent, read after its end and before its next start.</param>
    public static void Judge(IEnumerable<ActivityRecord> records, double killed, IReadOnlySet<string> notSent)
    {
        // Over Direct Line there is no excuse: what is shown comes from the log.
        foreach (var record in records.Where(record => record.Plan.Conversation.Kind != ConversationKind.DirectLine))
            foreach (var reply in record.Replies.Where(reply => reply.Name is not { } name || notSent.Contains(name)))
                reply.WasUnheardAt(killed, NotingTakes);
    }
}
