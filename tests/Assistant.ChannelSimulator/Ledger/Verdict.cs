namespace Assistant.ChannelSimulator.Ledger;

/// <summary>The counts of a play.</summary>
/// <param name="HiddenByChannel">Answered more than once, each time but one without the bot's knowing that it had arrived (<see cref="ShownReply.IsHidden"/>).</param>
/// <param name="AtKill">Of those, where the bot was killed between sending and hearing.</param>
/// <param name="OutOfOrder">Answers that came after one to an activity that was sent only when theirs had been acknowledged.</param>
/// <param name="RefusedAnswered">Answers to what was to be refused or left alone.</param>
/// <param name="Swapped">Answered with the words of an answer to another question.</param>
/// <param name="WronglyRefused">Acceptable ones that were answered with 4xx.</param>
internal sealed record Verdict(
    int Activities, int Acceptable, int RepliedOnce, int RepliedNever, int RepliedTwice, int HiddenByChannel, int AtKill, int OutOfOrder, int RefusedAnswered, int WronglyRefused, int WithdrawnTwice, int Swapped)
{
    public static Verdict Of(PlayLedger ledger)
    {
        var records = ledger.Records;
        var (once, never, twice, hidden, atKill) = (0, 0, 0, 0, 0);
        foreach (var record in records.Where(record => record.Plan.IsAcceptable))
            switch (record.Replies)
            {
                case []: never++; break;
                case [_]: once++; break;
                case var _ when IsTwice(record): twice++; break;
                case var replies: hidden++; atKill += replies.Any(reply => reply.End == SendEnd.UnheardAtKill) ? 1 : 0; break;
            }
        return new(records.Count, records.Count(record => record.Plan.IsAcceptable), once, never, twice, hidden, atKill,
            records.Where(record => record.Plan.IsAcceptable).GroupBy(record => record.Plan.Conversation).Sum(Overtaken),
            records.Where(record => record.Plan.IsRefused || record.Plan.Has(Scenarios.Behaviour.NotAddressed)).Sum(record => record.Replies.Count),
            records.Count(record => record.Plan.IsAcceptable && record.Status is >= 400 and < 500),
            records.Count(record => record.Plan.Has(Scenarios.Behaviour.Delete) && !record.Plan.Has(Scenarios.Behaviour.NotAddressed) && IsTwice(record)),
            records.Count(ledger.IsSwapped));
    }

    /// <summary>Whether the bot did all that it could.</summary>
    public bool IsGood => (RepliedNever, RepliedTwice, OutOfOrder, RefusedAnswered, WronglyRefused, WithdrawnTwice, Swapped) == (0, 0, 0, 0, 0, 0, 0);

    /// <summary>More than once, though the bot could know.</summary>
    private static bool IsTwice(ActivityRecord record) => record.Replies is { Count: > 1 } replies && replies.Count(reply => reply.IsHidden) < replies.Count - 1;

    /// <summary>Of one conversation, by the first time that each answer was shown. What was sent before another's acknowledgement may come in either order.</summary>
    private static int Overtaken(IEnumerable<ActivityRecord> conversation)
    {
        var answered = conversation.Where(record => record.Replies.Count > 0 && record.Acknowledged is not null).Select(record => (record, First: record.Replies.Min(reply => reply.At))).ToArray();
        return answered.Count(one => answered.Any(other => one.record.Acknowledged < other.record.Sent && one.First > other.First));
    }
}
