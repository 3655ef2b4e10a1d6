namespace Assistant.Inference.Language.Constraints.Grammar;

/// <summary>A finite automaton given by its table: for each state and byte the next state, or -1. Paths that lead nowhere with the vocabulary's single bytes are cut.</summary>
internal sealed class TableTerminal : Terminal
{
    private readonly int[][] _table;
    private readonly bool[] _accepts;
    private readonly int[] _costs;

    public TableTerminal(int[][] table, bool[] accepts, TokenTrie vocabulary)
    {
        (_table, _accepts, _costs) = (table, accepts, new int[table.Length]);
        Array.Fill(_costs, Never);
        var before = Enumerable.Range(0, table.Length).Select(_ => new HashSet<int>()).ToArray();
        for (var state = 0; state < table.Length; state++)
            for (var value = 0; value < 256; value++)
                if (table[state][value] is >= 0 and var next && vocabulary.HasSingle((byte)value))
                    before[next].Add(state);
        var open = new Queue<int>();
        for (var state = 0; state < table.Length; state++)
        {
            if (!accepts[state])
                continue;
            _costs[state] = 0;
            open.Enqueue(state);
        }
        while (open.TryDequeue(out var state))
        {
            foreach (var earlier in before[state].Where(earlier => _costs[earlier] == Never))
            {
                _costs[earlier] = _costs[state] + 1;
                open.Enqueue(earlier);
            }
        }
    }

    public override long Next(long state, byte value) => _table[state][value] is >= 0 and var next && _costs[next] < Never ? next : Dead;

    public override bool Accepts(long state) => _accepts[state];

    public override int CostFrom(long state) => _costs[state];
}
