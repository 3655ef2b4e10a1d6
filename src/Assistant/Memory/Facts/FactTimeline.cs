namespace Assistant.Memory.Facts;

/// <summary>
/// The periods of one attribute of one subject, from its statements in the order in which they were said. A value that contradicts ends
/// the one before it; both stay. A correction takes the place of the value that it names, or of what was said last, which then was never so; where that is not known any more it counts as said anew. For a collection each
/// value has a timeline of its own, so nothing contradicts.
/// </summary>
internal sealed class FactTimeline(bool isCollection)
{
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    // In the order of their starts, none empty; those of a single value do not overlap, so what an addition touches lies at its place or behind it.
    private readonly List<FactPeriod> _periods = [];

    public IReadOnlyList<FactPeriod> Periods => _periods;

    /// <returns>What a correction took the place of, as it stood before; null when it found nothing, or is none.</returns>
    public (string Value, DateTimeOffset? Until)? Add(KeptStatement kept)
    {
        var statement = kept.Statement;
        if (statement.Kind == StatementKind.Corrects && Corrected(statement) is { } wrong)
        {
            var before = (wrong.Value, wrong.Until);
            Correct(wrong, statement, kept);
            return before;
        }
        if (statement.Kind == StatementKind.Ends)
            End(statement.Value, statement.Until ?? kept.SaidAt, kept);
        else
            Hold(statement, kept);
        return null;
    }

    private void Hold(Statement statement, KeptStatement kept)
    {
        var from = statement.From ?? (statement.Until is { } end && end <= kept.SaidAt ? null : kept.SaidAt);
        if (Repeated(statement, from) is { } known)
        {
            known.Origins.Add(Origin(kept));
            if (statement.From is { } earlier && (known.From > earlier || !known.FromIsStated))
                (known.From, known.FromIsStated) = (known.FromIsStated && known.From < earlier ? known.From : earlier, true);
            known.Until = statement.Until ?? known.Until;
            return;
        }
        var period = new FactPeriod(statement.Value, from, statement.Until, statement.From is not null, kept.SaidAt);
        period.Origins.Add(Origin(kept));
        if (!isCollection)
            MakeRoom(period);
        if (!period.IsEmpty)
            Insert(period);
    }

    private void Insert(FactPeriod period)
    {
        var place = _periods.Count;
        while (place > 0 && _periods[place - 1].From is { } before && (period.From is null || before > period.From))
            place--;
        _periods.Insert(place, period);
    }

    /// <summary>Periods that are not over when something begins, the newest first.</summary>
    private IEnumerable<FactPeriod> NotOver(DateTimeOffset? begin)
    {
        for (var i = _periods.Count - 1; i >= 0 && (begin is null || _periods[i].Until is not { } until || until > begin); i--)
            yield return _periods[i];
    }

    /// <summary>A period of the same value that the statement tells of again, or tells more of.</summary>
    private FactPeriod? Repeated(Statement statement, DateTimeOffset? from)
    {
        var key = FactValue.Key(statement.Value);
        return NotOver(from).FirstOrDefault(period => period.Key == key
            && (statement.Until is null || period.From is null || period.From < statement.Until));
    }

    private void MakeRoom(FactPeriod added)
    {
        var gone = new List<FactPeriod>();
        foreach (var other in NotOver(added.From))
        {
            // "I live in Oslo", and later that day "I moved to Bergen today": the day began in Oslo.
            if (!other.FromIsStated && other.RecordedAt < added.RecordedAt && other.From >= added.From && other.From - added.From < s_day)
                other.From = null;
            var startsBefore = other.From is null || (added.From is { } begin && other.From < begin);
            var planned = other.From > added.RecordedAt && added.From <= added.RecordedAt;
            if (added.Until is null && planned)
                added.Until = other.From;
            else if (startsBefore && (other.Until is null || added.From < other.Until))
                other.Until = added.From ?? other.Until;
            else if (!startsBefore && added.Until is null)
                other.Until = other.From;
            else if (!startsBefore && other.From < added.Until)
                other.From = added.Until;
            if (other.IsEmpty)
                gone.Add(other);
        }
        gone.ForEach(period => _periods.Remove(period));
    }

    /// <summary>As what contradicts it was said, which is a fact of its own: its words are none of this one's.</summary>
    public void EndAt(string value, DateTimeOffset at) => End(value, at, null);

    private void End(string value, DateTimeOffset at, KeptStatement? kept)
    {
        foreach (var period in _periods.Where(period => (period.Until is null || period.Until > at) && FactValue.Means(period.Value, value)))
        {
            period.Until = period.From > at ? period.From : at;
            if (kept is not null)
                period.Origins.Add(Origin(kept));
        }
        _periods.RemoveAll(period => period.IsEmpty);
    }

    private static void Correct(FactPeriod last, Statement statement, KeptStatement kept)
    {
        var stated = statement.From is not null;
        last.Correct(statement.Value);
        (last.From, last.FromIsStated) = stated ? (statement.From, true) : (last.From, last.FromIsStated);
        last.Until = statement.Until ?? last.Until;
        last.Origins.Add(Origin(kept));
    }

    private FactPeriod? Corrected(Statement statement) =>
        statement.Replaces is { } value ? _periods.FindLast(period => period.Key == FactValue.Key(value)) ?? _periods.FindLast(period => FactValue.Means(period.Value, value)) : LastSaid();

    private FactPeriod? LastSaid() => _periods.MaxBy(period => period.Origins[^1].SaidAt);

    private static FactOrigin Origin(KeptStatement kept) => new(kept.EpisodeId, kept.Conversation, kept.SaidAt, kept.Statement.Quote) { Position = kept.Position };
}
