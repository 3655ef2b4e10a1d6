using Assistant.Audit;

namespace Assistant.Storage.AuditLog.Chain;

/// <summary>The log's rows against what the chain says of them, before they were read and after: what is written meanwhile is in one of both.</summary>
/// <param name="pseudonymOf">Of a conversation's key; null when it has none.</param>
internal sealed class RowComparison(ExpectedRows before, Func<string, string?> pseudonymOf)
{
    private readonly HashSet<RowKey> _found = [];
    private readonly List<StoredRow> _others = [];

    public long Count { get; private set; }

    public void Add(StoredRow row)
    {
        Count++;
        if (before.Find(row, Pseudonym(row)) is not { } key || !_found.Add(key))
            _others.Add(row);
    }

    /// <param name="last">The chain's last record when <c>before</c> was.</param>
    /// <param name="wasMeanwhile">Whether a row was to be as it was found at some time between: written, read, and erased or expired again.</param>
    public IEnumerable<ChainProblem> Problems(ExpectedRows after, long last, Func<StoredRow, bool> wasMeanwhile)
    {
        foreach (var row in _others)
            if (after.Find(row, Pseudonym(row)) is { } key ? !_found.Add(key) : !IsRewritten(after, row, last) && !wasMeanwhile(row))
                yield return new(after.Of(new(Pseudonym(row), row.Table, row.Id))?.Sequence, $"A row of {row.Table} is not as the chain says: changed, moved or inserted.");
        foreach (var (key, expected) in before.All.Where(each => !_found.Contains(each.Key) && after.Of(each.Key) == each.Row).OrderBy(each => each.Row.Sequence))
            yield return new(expected.Sequence, $"A row of {key.Table} that record {expected.Sequence} speaks of is missing or changed.");
    }

    private bool IsRewritten(ExpectedRows after, StoredRow row, long last) => after.Of(new(Pseudonym(row), row.Table, row.Id))?.Sequence > last;

    private string? Pseudonym(StoredRow row) => row.Conversation is null ? null : pseudonymOf(row.Conversation);
}
