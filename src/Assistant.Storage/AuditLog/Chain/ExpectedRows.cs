namespace Assistant.Storage.AuditLog.Chain;

/// <summary>The rows that the log should hold at one moment.</summary>
internal sealed class ExpectedRows
{
    private readonly Dictionary<RowKey, ExpectedRow> _rows;

    /// <summary>By table and id: of conversations whose pseudonym is not known any more.</summary>
    private readonly ILookup<(string Table, string Id), RowKey> _nameless;

    public ExpectedRows(IEnumerable<KeyValuePair<RowKey, ExpectedRow>> rows, IReadOnlySet<string> pseudonyms)
    {
        _rows = new(rows);
        _nameless = _rows.Keys.Where(key => key.Conversation is { } conversation && !pseudonyms.Contains(conversation)).ToLookup(key => (key.Table, key.Id));
    }

    public IReadOnlyDictionary<RowKey, ExpectedRow> All => _rows;

    /// <summary>By which expectation a row is as it should be; null when by none.</summary>
    /// <param name="pseudonym">Of the conversation that the row is in.</param>
    public RowKey? Find(StoredRow found, string? pseudonym)
    {
        var key = new RowKey(pseudonym, found.Table, found.Id);
        if (_rows.TryGetValue(key, out var expected) && expected.Is(found))
            return key;
        foreach (var nameless in _nameless[(found.Table, found.Id)])
            if (_rows[nameless].Is(found))
                return nameless;
        return null;
    }
}
