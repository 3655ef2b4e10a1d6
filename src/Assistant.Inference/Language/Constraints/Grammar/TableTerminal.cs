namespace Assistant.Inference.Language.Constraints.Grammar;

/// <summary>A finite automaton given by its table: for each state and byte the next state, or -1. Paths that lead nowhere with the vocabulary's single bytes are cut.</summary>
internal sealed class TableTerminal : Terminal
{
    private const int MostCounted = 5_000;

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

    /// <summary>
    /// The same texts as far as they have so many characters (code points; what is escaped, by a backslash and one byte, is one): each state once for each count.
    /// </summary>
    /// <param name="most">Null for no limit.</param>
    /// <returns>Null when that are too many states.</returns>
    public TableTerminal? OfLength(int least, int? most, TokenTrie vocabulary)
    {
        var (numbers, states, table) = (new Dictionary<(int State, int Count, bool Escaped), int>(), new List<(int State, int Count, bool Escaped)>(), new List<int[]>());
        Number((0, 0, false));
        for (var at = 0; at < states.Count; at++)
        {
            var (state, count, escaped) = states[at];
            var row = new int[256];
            Array.Fill(row, -1);
            table.Add(row);
            for (var value = 0; value < 256; value++)
            {
                if (_table[state][value] is not (>= 0 and var next) || _costs[next] >= Never)
                    continue;
                var begins = !escaped && value is not (>= 0x80 and < 0xC0);
                if (begins && count == most)
                    continue;
                row[value] = Number((next, begins ? Math.Min(count + 1, most ?? least) : count, value == '\\' && !escaped));
            }
            if (states.Count > MostCounted)
                return null;
        }
        return new([.. table], [.. states.Select(each => _accepts[each.State] && each.Count >= least)], vocabulary);

        int Number((int State, int Count, bool Escaped) state)
        {
            if (numbers.TryGetValue(state, out var known))
                return known;
            states.Add(state);
            return numbers[state] = states.Count - 1;
        }
    }

    public override long Next(long state, byte value) => _table[state][value] is >= 0 and var next && _costs[next] < Never ? next : Dead;

    public override bool Accepts(long state) => _accepts[state];

    public override int CostFrom(long state) => _costs[state];
}
