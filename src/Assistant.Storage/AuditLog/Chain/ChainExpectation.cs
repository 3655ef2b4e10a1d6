namespace Assistant.Storage.AuditLog.Chain;

/// <summary>The rows that have to be in the log by what the chain says: a row written again replaces its former self, and what was deleted, erased or expired is excused.</summary>
internal sealed class ChainExpectation
{
    private readonly Dictionary<(string? Conversation, string Table, string Id), Expected> _rows = [];
    private readonly HashSet<string> _gone = [];

    public void Add(long sequence, ChainBody body)
    {
        switch (body.Kind)
        {
            case ChainKinds.Erased when body.Subject is { } subject:
                _gone.Add(subject);
                break;
            case ChainKinds.Deleted when body.Conversation is { } conversation:
                _gone.Add(conversation);
                break;
            case ChainKinds.Expired:
                foreach (var row in body.Rows ?? [])
                    _rows.Remove((body.Conversation, row.Table, row.Id));
                break;
            default:
                foreach (var row in body.Rows ?? [])
                    _rows[(body.Conversation, row.Table, row.Id)] = new(sequence, ChainHash.Short(row.Hash), body.Subject);
                break;
        }
    }

    /// <summary>Hash by hash, what the log should hold; each with its table and the record that says so.</summary>
    public Dictionary<UInt128, (string Table, long Sequence)> Rows()
    {
        var rows = new Dictionary<UInt128, (string, long)>(_rows.Count);
        foreach (var ((conversation, table, _), expected) in _rows)
            if (!_gone.Contains(conversation ?? "") && !_gone.Contains(expected.Subject ?? ""))
                rows[expected.Hash] = (table, expected.Sequence);
        return rows;
    }

    private sealed record Expected(long Sequence, UInt128 Hash, string? Subject);
}
