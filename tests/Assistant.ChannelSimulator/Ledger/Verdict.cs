namespace Assistant.ChannelSimulator.Ledger;

/// <summary>The counts of a play. An answer in several messages is one answer: each of its messages has to be shown, once and behind the one before.</summary>
/// <param name="HiddenByChannel">Answered more than once, each time but one without the bot's knowing that it had arrived (<see cref="ShownReply.IsHidden"/>).</param>
/// <param name="AtKill">Of those, where the bot was killed between sending and hearing.</param>
/// <param name="OutOfOrder">Answers that came after one to an activity that was sent only when theirs had been acknowledged.</param>
/// <param name="RefusedAnswered">Answers to what was to be refused or left alone.</param>
/// <param name="Swapped">Answered with the words of an answer to another question.</param>
/// <param name="WronglyRefused">Acceptable ones that were answered with 4xx.</param>
/// <param name="RefusedTaken">Those that were to be refused, and were not answered with 4xx.</param>
/// <param name="Strays">Messages that answer nothing that was asked.</param>
/// <param name="ChangesMissed">Messages whose edit or deletion came before them, answered as they were.</param>
/// <param name="InParts">Acceptable ones whose answer came in several messages.</param>
internal sealed record Verdict(
    int Activities, int Acceptable, int RepliedOnce, int RepliedNever, int RepliedTwice, int HiddenByChannel, int AtKill, int OutOfOrder, int RefusedAnswered, int WronglyRefused, int WithdrawnTwice, int Swapped, int RefusedTaken, int Strays, int ChangesMissed, int InParts)
{
    public static Verdict Of(PlayLedger ledger)
    {
        var records = ledger.Records;
        var (once, never, twice, hidden, atKill) = (0, 0, 0, 0, 0);
        foreach (var record in records.Where(record => record.Plan.IsAcceptable))
            switch (record.Parts)
            {
                case []: never++; break;
                case var _ when record.IsIncomplete: never++; break;
                case var parts when parts.All(part => part.Count == 1): once++; break;
                case var _ when IsTwice(record): twice++; break;
                case var parts: hidden++; atKill += parts.Any(part => part.Count > 1 && part.Any(reply => reply.End == SendEnd.UnheardAtKill)) ? 1 : 0; break;
            }
        return new(records.Count, records.Count(record => record.Plan.IsAcceptable), once, never, twice, hidden, atKill,
            records.Where(record => record.Plan.IsAcceptable).GroupBy(record => record.Plan.Conversation).Sum(Overtaken) + records.Count(ArePartsOvertaken),
            records.Where(record => record.Plan.IsRefused || record.Plan.Has(Scenarios.Behaviour.NotAddressed)).Sum(record => record.Replies.Count),
            records.Count(record => record.Plan.IsAcceptable && record.Status is >= 400 and < 500),
            records.Count(record => record.Plan.Has(Scenarios.Behaviour.Delete) && !record.Plan.Has(Scenarios.Behaviour.NotAddressed) && IsTwice(record)),
            records.Count(ledger.IsSwapped),
            records.Count(record => record.Plan.IsRefused && record.Status is not (>= 400 and < 500)),
            ledger.Strays,
            records.Count(IsChangeMissed),
            records.Count(record => record.Plan.IsAcceptable && record.Parts.Count > 1));
    }

    /// <summary>Whether the bot did all that it could.</summary>
    public bool IsGood => (RepliedNever, RepliedTwice, OutOfOrder, RefusedAnswered, WronglyRefused, WithdrawnTwice, Swapped, RefusedTaken, Strays, ChangesMissed) == (0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>More than once, though the bot could know.</summary>
    public static bool IsTwice(ActivityRecord record) => record.Parts.Any(part => part.Count > 1 && part.Count(reply => reply.IsHidden) < part.Count - 1);

    private static bool IsChangeMissed(ActivityRecord record) => record.Plan.IsChangedFirst && !record.Plan.IsRefused && (record.Plan.Has(Scenarios.Behaviour.Delete)
        ? record.Replies.Count > 0
        : record.Replies.Any(reply => AnswerWords.Says(reply.Text, record.Plan.Asked)));

    /// <summary>A message of an answer was shown first before the one that it follows.</summary>
    private static bool ArePartsOvertaken(ActivityRecord record) =>
        record.Parts.Select(part => part.Min(reply => reply.At)).ToArray() is var shown && shown.Skip(1).Zip(shown).Any(pair => pair.First < pair.Second);

    /// <summary>Of one conversation, by the first time that each answer was shown. What was sent before another's acknowledgement may come in either order.</summary>
    private static int Overtaken(IEnumerable<ActivityRecord> conversation)
    {
        var answered = conversation.Where(record => record.Replies.Count > 0 && record.Acknowledged is not null).Select(record => (record, First: record.Replies.Min(reply => reply.At))).ToArray();
        return answered.Count(one => answered.Any(other => one.record.Acknowledged < other.record.Sent && one.First > other.First));
    }
}
