namespace Assistant.Storage.AuditLog.Chain;

/// <summary>The rows that the log should hold at one moment: a view, as there are many.</summary>
internal sealed class ExpectedRows
{
    private readonly Dictionary<RowKey, ExpectedRow> _rows;
    private readonly Dictionary<RowKey, ExpectedRow?> _later;
    private readonly Func<RowKey, ExpectedRow, bool> _isGone;

    /// <summary>By table and id: of conversations whose pseudonym is not known any more.</summary>
    private readonly ILookup<(string Table, UInt128 Id), RowKey> _nameless;

    /// <param name="rows">Not changed any more.</param>
    /// <param name="later">What has been written since; null where a row went.</param>
    /// <param name="isGone">Of rows that are excused.</param>
    public ExpectedRows(Dictionary<RowKey, ExpectedRow> rows, Dictionary<RowKey, ExpectedRow?> later, Func<RowKey, ExpectedRow, bool> isGone, IReadOnlySet<string> pseudonyms)
    {
        (_rows, _later, _isGone) = (rows, later, isGone);
        _nameless = All.Select(row => row.Key).Where(key => key.Conversation is { } conversation && !pseudonyms.Contains(conversation)).ToLookup(key => (key.Table, key.Id));
    }

    public IEnumerable<(RowKey Key, ExpectedRow Row)> All =>
        _rows.Where(row => !_later.ContainsKey(row.Key)).Select(row => (row.Key, Row: row.Value))
            .Concat(_later.Where(row => row.Value is not null).Select(row => (row.Key, Row: row.Value!.Value)))
            .Where(row => !_isGone(row.Key, row.Row));

    /// <summary>Null when there should be none of that name.</summary>
    public ExpectedRow? Of(RowKey key) =>
        (_later.TryGetValue(key, out var later) ? later : _rows.TryGetValue(key, out var row) ? row : null) is { } expected && !_isGone(key, expected) ? expected : null;

    /// <summary>By which expectation a row is as it should be; null when by none.</summary>
    /// <param name="pseudonym">Of the conversation that the row is in.</param>
    public RowKey? Find(StoredRow found, string? pseudonym)
    {
        var key = new RowKey(pseudonym, found.Table, found.Id);
        if (Of(key)?.Is(found) == true)
            return key;
        foreach (var nameless in _nameless[(found.Table, found.Id)])
            if (Of(nameless)?.Is(found) == true)
                return nameless;
        return null;
    }
}
