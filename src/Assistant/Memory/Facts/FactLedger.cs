using System.Runtime.InteropServices;

namespace Assistant.Memory.Facts;

/// <summary>
/// What one user's statements come to. The statements are kept, the facts follow from them: sorted by when they were said, so older ones
/// that arrive later give what they would have given in order, and "as known on a day" is the same over the statements until that day.
/// </summary>
internal sealed class FactLedger : IFactLedger
{
    /// <summary>A correction without an attribute is of something said no longer ago.</summary>
    private static readonly TimeSpan s_correctable = TimeSpan.FromDays(2);

    private readonly SortedSet<KeptStatement> _statements = new(Comparer<KeptStatement>.Create(Order));
    private readonly Dictionary<string, FactUses> _uses = [];
    private IReadOnlyList<Fact>? _facts;
    private bool _isSettled;

    public FactLedger() { }

    public FactLedger(LedgerState state)
    {
        _statements.UnionWith(state.Statements);
        foreach (var uses in state.Uses)
            _uses[uses.FactId] = uses;
    }

    public LedgerState State => new([.. _statements], [.. _uses.Values.OrderBy(uses => uses.FactId, StringComparer.Ordinal)]);

    public IReadOnlyList<Fact> Facts => _facts ??= Derive(DateTimeOffset.MaxValue);

    public void Add(Utterance utterance, IReadOnlyList<Statement> statements)
    {
        for (var i = 0; i < statements.Count; i++)
            if (!statements[i].IsOfKnown || KnownThings.MayMean(statements[i], _statements.Select(kept => kept.Statement).Concat(statements)))
                _statements.Add(new(statements[i], utterance.EpisodeId, utterance.Conversation, utterance.SaidAt, i));
        (_facts, _isSettled) = statements.Count > 0 ? (null, false) : (_facts, _isSettled);
    }

    public IReadOnlyList<Fact> AsOf(DateTimeOffset validAt, DateTimeOffset? knownAt = null) =>
        [.. (knownAt is { } known ? Derive(known) : Facts).Where(fact => fact.HoldsAt(validAt))];

    public DateTimeOffset Present(DateTimeOffset now) => _statements.Max is { } newest && newest.SaidAt > now ? newest.SaidAt : now;

    public void Used(string factId, DateTimeOffset time) => _uses[factId] = Uses(factId).Add(time);

    public double Strength(Fact fact, DateTimeOffset now) => Activation.Of(fact.Origins.Select(origin => origin.SaidAt), Uses(fact.Id), now);

    public double StrengthAsOf(Fact fact, DateTimeOffset then) => Activation.Of(fact.Origins.Select(origin => origin.SaidAt), Uses(fact.Id).Until(then), then);

    public bool Forget(string subject, string? attribute)
    {
        Settle();
        var gone = Facts.Where(fact => fact.Subject == subject && (attribute is null || fact.Attribute == attribute)).ToList();
        var drawnFrom = Statements(gone);
        return Forget(gone, kept => kept.Statement.IsOpen
            ? drawnFrom.Contains((kept.EpisodeId, kept.Position))
            : kept.Statement.Subject == subject && (attribute is null || kept.Statement.Attribute == attribute));
    }

    public bool ForgetFact(string factId)
    {
        Settle();
        var gone = Facts.Where(fact => fact.Id == factId).ToList();
        // "I have no pets any more" ended others, too.
        var (drawnFrom, ofOthers) = (Statements(gone), Statements(Facts.Where(fact => fact.Id != factId)));
        return Forget(gone, kept => !ofOthers.Contains((kept.EpisodeId, kept.Position)) && (drawnFrom.Contains((kept.EpisodeId, kept.Position)) || gone.Exists(fact => Says(kept.Statement, fact))));
    }

    public bool ForgetEpisode(string episodeId) => Remove(kept => kept.EpisodeId == episodeId).Count > 0;

    public bool ForgetConversation(string conversation) => Remove(kept => kept.Conversation == conversation).Count > 0;

    public int Trim(int mostOfAnAttribute, int most)
    {
        if (_statements.Count <= Math.Min(most, mostOfAnAttribute))
            return 0;
        Settle();
        var (counts, left, gone) = (new Dictionary<(string, string), int>(), most, new List<KeptStatement>());
        foreach (var kept in _statements.Reverse())
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, (kept.Statement.Subject, kept.Statement.Attribute), out _);
            if (count++ < mostOfAnAttribute && left-- > 0)
                continue;
            gone.Add(kept);
        }
        _statements.ExceptWith(gone);
        _facts = gone.Count > 0 ? null : _facts;
        return gone.Count;
    }

    private static HashSet<(string Episode, int Position)> Statements(IEnumerable<Fact> facts) => [.. facts.SelectMany(fact => fact.Origins).Select(origin => (origin.EpisodeId, origin.Position))];

    private static bool Says(Statement statement, Fact fact) => statement.Subject == fact.Subject && statement.Attribute == fact.Attribute && FactValue.Same(statement.Value, fact.Value);

    private bool Forget(List<Fact> facts, Func<KeptStatement, bool> isGone)
    {
        var gone = Remove(isGone);
        Replace(ForgottenQuotes.Of(_statements, gone));
        foreach (var fact in facts)
            _uses.Remove(fact.Id);
        return gone.Count > 0;
    }

    private List<KeptStatement> Remove(Func<KeptStatement, bool> isGone)
    {
        Settle();
        var gone = _statements.Where(isGone).ToList();
        _statements.ExceptWith(gone);
        _facts = null;
        return gone;
    }

    private void Replace(IEnumerable<(KeptStatement Old, KeptStatement New)> statements)
    {
        foreach (var (old, changed) in statements)
        {
            _statements.Remove(old);
            _statements.Add(changed);
        }
    }

    /// <summary>
    /// Before statements go: a correction then names what it is of, and until when that was so. Without what it corrected it must not take the place of another fact, nor make a former value the present one.
    /// </summary>
    private void Settle()
    {
        if (_isSettled || !_statements.Any(kept => kept.Statement.Kind == StatementKind.Corrects))
            return;
        _isSettled = true;
        var settled = new List<(KeptStatement Kept, KeptStatement Settled)>();
        Derive(DateTimeOffset.MaxValue, (kept, resolved, wrong) =>
            settled.Add((kept, resolved with { Statement = resolved.Statement with { Replaces = wrong.Value, Until = resolved.Statement.Until ?? wrong.Until } })));
        Replace(settled.Where(each => each.Kept != each.Settled));
    }

    private FactUses Uses(string factId) => _uses.GetValueOrDefault(factId) ?? FactUses.None(factId);

    private List<Fact> Derive(DateTimeOffset knownAt, Action<KeptStatement, KeptStatement, (string Value, DateTimeOffset? Until)>? corrected = null)
    {
        var timelines = new Dictionary<(string Subject, string Attribute), Dictionary<string, FactTimeline>>();
        KeptStatement? last = null;
        var known = new KnownThings();
        foreach (var kept in _statements)
        {
            if (kept.SaidAt > knownAt)
                break;
            var resolved = kept.Statement.Attribute.Length == 0 ? Resolved(kept, last) : known.Resolve(kept.Statement) is { } statement ? kept with { Statement = statement } : null;
            if (resolved is null)
                continue;
            known.Note(resolved.Statement);
            if (Add(timelines, resolved, last) is { } wrong)
                corrected?.Invoke(kept, resolved, wrong);
            if (resolved.Statement.Kind != StatementKind.Ends)
                last = resolved;
        }
        return [.. timelines.SelectMany(pair => pair.Value.Values.SelectMany(timeline => timeline.Periods.Select(period => period.Of(pair.Key.Subject, pair.Key.Attribute)))).OrderBy(fact => fact.RecordedAt)];
    }

    private static (string Value, DateTimeOffset? Until)? Add(Dictionary<(string, string), Dictionary<string, FactTimeline>> timelines, KeptStatement kept, KeptStatement? last)
    {
        var statement = kept.Statement;
        var collection = FactAttributes.IsCollection(statement.Attribute);
        if (!timelines.TryGetValue((statement.Subject, statement.Attribute), out var byValue))
            timelines[(statement.Subject, statement.Attribute)] = byValue = [];
        if (collection && statement.Kind == StatementKind.Ends)
        {
            foreach (var (key, timeline) in byValue)
                if (FactAttributes.Opposite(statement.Attribute) is null ? FactValue.Means(key, statement.Value) : FactValue.Includes(statement.Value, key))
                    timeline.Add(kept);
            return null;
        }
        var slot = collection ? FactValue.Key(statement.Value) : "";
        if (collection && Corrected(statement, last) is { } wrong && byValue.Remove(FactValue.Key(wrong), out var corrected))
            byValue.TryAdd(slot, corrected);
        if (!byValue.TryGetValue(slot, out var own))
            byValue[slot] = own = new(collection);
        if (statement.Until is null && FactAttributes.Opposite(statement.Attribute) is { } opposite && timelines.TryGetValue((statement.Subject, opposite), out var opposed) && opposed.TryGetValue(slot, out var over))
            over.EndAt(statement.Value, statement.From ?? kept.SaidAt);
        return own.Add(kept);
    }

    /// <summary>The value of a collection that a statement takes the place of.</summary>
    private static string? Corrected(Statement statement, KeptStatement? last) =>
        statement.Kind != StatementKind.Corrects ? null : statement.Replaces ?? (last?.Statement.Attribute == statement.Attribute ? last.Statement.Value : null);

    private static KeptStatement? Resolved(KeptStatement bare, KeptStatement? last) =>
        last is null || bare.SaidAt - last.SaidAt > s_correctable || FactDays.Fitting(bare.Statement.Value, last.Statement.Attribute, last.Statement.Value) is not { } value ? null
            : bare with { Statement = bare.Statement with { Subject = last.Statement.Subject, Attribute = last.Statement.Attribute, Value = value } };

    private static int Order(KeptStatement one, KeptStatement other)
    {
        var time = one.SaidAt.CompareTo(other.SaidAt);
        var episode = time != 0 ? time : string.CompareOrdinal(one.EpisodeId, other.EpisodeId);
        return episode != 0 ? episode : one.Position.CompareTo(other.Position);
    }
}
