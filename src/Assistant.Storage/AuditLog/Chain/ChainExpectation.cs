namespace Assistant.Storage.AuditLog.Chain;

/// <summary>
/// The rows that have to be in the log by what the chain says: a row written again replaces its former self, and what was deleted, erased or expired is excused.
/// There may be tens of millions: what is kept of each is some 150 bytes, once.
/// </summary>
internal sealed class ChainExpectation
{
    private readonly Dictionary<RowKey, ExpectedRow> _rows = [];
    private readonly Dictionary<RowKey, ExpectedRow?> _later = [];
    private readonly Dictionary<string, long> _gone = [];
    private readonly Dictionary<(string? Subject, string Table, UInt128 Id), long> _expiredElsewhere = [];
    private readonly Dictionary<(string Table, UInt128 Id), List<ExpectedRow>> _meanwhile = [];

    /// <summary>Each record brings the names of its person and conversation again.</summary>
    private readonly Dictionary<string, string> _names = [];
    private bool _wasAsked;

    /// <summary>At some time since <see cref="Rows"/> was first asked for the row was to be as it was found.</summary>
    public bool WasMeanwhile(StoredRow found) => _meanwhile.TryGetValue((found.Table, found.Id), out var expected) && expected.Exists(row => row.Is(found));

    public void Add(long sequence, ChainBody body)
    {
        switch (body.Kind)
        {
            case ChainKinds.Erased when body.Subject is { } subject:
                _gone[subject] = sequence;
                break;
            case ChainKinds.Deleted when body.Conversation is { } conversation:
                _gone[conversation] = sequence;
                break;
            case ChainKinds.Expired:
                foreach (var row in body.Rows ?? [])
                    if (!TryRemove(Key(body, row)))
                        _expiredElsewhere[(body.Subject, row.Table, ChainHash.ShortOf(row.Id))] = sequence;
                break;
            default:
                foreach (var row in body.Rows ?? [])
                    Expect(Key(body, row), new(sequence, ChainHash.Short(row.Hash), Once(body.Subject), body.Version ?? 1, row.Table == ChainedTable.Activities.Name ? body.Watermark ?? 0 : 0));
                break;
        }
    }

    /// <summary>What the log should hold by now. From the first time on also what is written and gone again before anybody asks is known: the rows are being read.</summary>
    /// <param name="pseudonyms">Those of conversations that are known still. Of another conversation the key was once replaced while others' words stayed in it: its rows are found by their ids.</param>
    public ExpectedRows Rows(IReadOnlySet<string> pseudonyms)
    {
        _wasAsked = true;
        var (gone, elsewhere) = (new Dictionary<string, long>(_gone), new Dictionary<(string? Subject, string Table, UInt128 Id), long>(_expiredElsewhere));
        return new(_rows, new(_later), IsGone, pseudonyms);

        bool IsGone(RowKey key, ExpectedRow row) =>
            Before(key.Conversation) > row.Sequence || Before(row.Subject) > row.Sequence
            || (key.Conversation is { } conversation && !pseudonyms.Contains(conversation) && elsewhere.GetValueOrDefault((row.Subject, key.Table, key.Id)) > row.Sequence);

        long Before(string? pseudonym) => pseudonym is null ? 0 : gone.GetValueOrDefault(pseudonym);
    }

    private void Expect(RowKey key, ExpectedRow expected)
    {
        if (!_wasAsked)
        {
            _rows[key] = expected;
            return;
        }
        _later[key] = expected;
        if (!_meanwhile.TryGetValue((key.Table, key.Id), out var known))
            _meanwhile[(key.Table, key.Id)] = known = [];
        known.Add(expected);
    }

    /// <returns>False when it was not expected.</returns>
    private bool TryRemove(RowKey key)
    {
        if (!_wasAsked)
            return _rows.Remove(key);
        if (!(_later.TryGetValue(key, out var later) ? later is not null : _rows.ContainsKey(key)))
            return false;
        _later[key] = null;
        return true;
    }

    private RowKey Key(ChainBody body, ChainedRow row) => new(Once(body.Conversation), Once(row.Table)!, ChainHash.ShortOf(row.Id));

    private string? Once(string? name)
    {
        if (name is null)
            return null;
        return _names.TryGetValue(name, out var known) ? known : _names[name] = name;
    }
}

/// <param name="Conversation">Its pseudonym; null where rows are of none.</param>
/// <param name="Id">Half of the hash of its id.</param>
internal readonly record struct RowKey(string? Conversation, string Table, UInt128 Id);

/// <param name="Sequence">Of the record that says so.</param>
/// <param name="Version">Of that record: what its hash is over.</param>
/// <param name="Watermark">Of an activity; else 0.</param>
internal readonly record struct ExpectedRow(long Sequence, UInt128 Hash, string? Subject, int Version, long Watermark)
{
    public bool Is(StoredRow found) => Hash == (Version == 1 ? found.Content : found.Whole) && (Watermark == 0 || Watermark == found.Watermark);
}
