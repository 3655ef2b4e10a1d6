namespace Assistant.Storage.AuditLog.Chain;

/// <summary>The rows that have to be in the log by what the chain says: a row written again replaces its former self, and what was deleted, erased or expired is excused.</summary>
internal sealed class ChainExpectation
{
    private readonly Dictionary<RowKey, ExpectedRow> _rows = [];
    private readonly Dictionary<string, long> _gone = [];
    private readonly Dictionary<(string? Subject, string Table, string Id), long> _expiredElsewhere = [];
    private readonly Dictionary<(string Table, string Id), List<ExpectedRow>> _meanwhile = [];
    private bool _notes;

    /// <summary>From here on also what is written and gone again before anybody asks is known: the rows are being read.</summary>
    public void BeginNoting() => _notes = true;

    /// <summary>At some time since <see cref="BeginNoting"/> the row was to be as it was found.</summary>
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
                    if (!_rows.Remove(new(body.Conversation, row.Table, row.Id)))
                        _expiredElsewhere[(body.Subject, row.Table, row.Id)] = sequence;
                break;
            default:
                foreach (var row in body.Rows ?? [])
                    Expect(body.Conversation, row, new(sequence, ChainHash.Short(row.Hash), body.Subject, body.Version ?? 1, row.Table == ChainedTable.Activities.Name ? body.Watermark : null));
                break;
        }
    }

    private void Expect(string? conversation, ChainedRow row, ExpectedRow expected)
    {
        _rows[new(conversation, row.Table, row.Id)] = expected;
        if (!_notes)
            return;
        if (!_meanwhile.TryGetValue((row.Table, row.Id), out var known))
            _meanwhile[(row.Table, row.Id)] = known = [];
        known.Add(expected);
    }

    /// <summary>What the log should hold by now.</summary>
    /// <param name="pseudonyms">Those of conversations that are known still. Of another conversation the key was once replaced while others' words stayed in it: its rows are found by their ids.</param>
    public ExpectedRows Rows(IReadOnlySet<string> pseudonyms) => new(_rows.Where(row => !IsGone(row.Key, row.Value, pseudonyms)), pseudonyms);

    private bool IsGone(RowKey key, ExpectedRow row, IReadOnlySet<string> pseudonyms) =>
        Before(_gone, key.Conversation) > row.Sequence || Before(_gone, row.Subject) > row.Sequence
        || (key.Conversation is { } conversation && !pseudonyms.Contains(conversation) && _expiredElsewhere.GetValueOrDefault((row.Subject, key.Table, key.Id)) > row.Sequence);

    private static long Before(Dictionary<string, long> gone, string? pseudonym) => pseudonym is null ? 0 : gone.GetValueOrDefault(pseudonym);
}

/// <param name="Conversation">Its pseudonym; null where rows are of none.</param>
internal readonly record struct RowKey(string? Conversation, string Table, string Id);

/// <param name="Sequence">Of the record that says so.</param>
/// <param name="Version">Of that record: what its hash is over.</param>
internal sealed record ExpectedRow(long Sequence, UInt128 Hash, string? Subject, int Version, long? Watermark)
{
    public bool Is(StoredRow found) => Hash == (Version == 1 ? found.Content : found.Whole) && (Watermark is null || Watermark == found.Watermark);
}
