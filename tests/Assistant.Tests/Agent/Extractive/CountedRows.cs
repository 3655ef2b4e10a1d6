using System.Collections;
using Assistant.Agent.Extractive.Layout;

namespace Assistant.Tests.Agent.Extractive;

/// <summary>Rows of a table that count how often one is taken, and may call somebody at a certain one.</summary>
internal sealed class CountedRows(IReadOnlyList<GridRow> rows) : IReadOnlyList<GridRow>
{
    public int Taken { get; set; }

    public int CallAt { get; init; }

    public Action? Call { get; init; }

    public int Count => rows.Count;

    public GridRow this[int index]
    {
        get
        {
            if (++Taken == CallAt)
                Call?.Invoke();
            return rows[index];
        }
    }

    public IEnumerator<GridRow> GetEnumerator() => rows.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
