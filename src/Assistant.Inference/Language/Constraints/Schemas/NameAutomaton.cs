using System.Text;
using Assistant.Inference.Language.Constraints.Grammar;

namespace Assistant.Inference.Language.Constraints.Schemas;

/// <summary>Names that fit one pattern (or are any name) and none of some others, and are not taken: several automata side by side, as one.</summary>
internal static class NameAutomaton
{
    private const int MostStates = 4_000;
    private const int Lost = -1;

    /// <summary>As to what is beyond these characters, dialects of expressions differ.</summary>
    public static bool IsPlain(char character) => character is >= ' ' and <= '~';

    /// <summary>A name as a pattern's automaton spells it inside its quotes: what JSON must escape by its short escapes, all else as it is.</summary>
    public static byte[] Spelled(string name)
    {
        var text = new StringBuilder();
        foreach (var character in name)
            _ = character switch
            {
                '"' or '\\' => text.Append('\\').Append(character),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                _ => text.Append(character),
            };
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <param name="fits">Null for any name of one character or more.</param>
    public static TableTerminal Compile(TableTerminal? fits, TableTerminal[] others, string[] taken, TokenTrie vocabulary, string path)
    {
        var (tree, ends) = Tree(taken);
        // Side by side: the pattern (or whether an escape is open), the others, and the place among the taken names.
        var start = new int[others.Length + 2];
        var (numbers, states, table) = (new Dictionary<string, int>(), new List<int[]>(), new List<int[]>());
        Number(start);
        for (var at = 0; at < states.Count; at++)
        {
            var row = new int[256];
            for (var value = 0; value < 256; value++)
                row[value] = Next(states[at], (byte)value) is { } next ? Number(next) : Lost;
            table.Add(row);
        }
        return new([.. table], [.. states.Select(Accepts)], vocabulary);

        int Number(int[] state)
        {
            var key = string.Join(',', state);
            if (numbers.TryGetValue(key, out var known))
                return known;
            if (states.Count == MostStates)
                throw new SchemaException(path, "has \"patternProperties\" with that many states, which is not supported");
            states.Add(state);
            return numbers[key] = states.Count - 1;
        }

        int[]? Next(int[] state, byte value)
        {
            if (others.Length > 0 || fits is null)
            {
                if (!IsPlain((char)value))
                    return null;
            }
            var next = new int[state.Length];
            next[0] = fits is null ? Any(state[0], value) : (int)fits.Next(state[0], value);
            if (next[0] < 0)
                return null;
            for (var i = 0; i < others.Length; i++)
                next[i + 1] = state[i + 1] < 0 ? Lost : (int)others[i].Next(state[i + 1], value);
            next[^1] = state[^1] >= 0 && tree.TryGetValue((state[^1], value), out var place) ? place : Lost;
            return next;
        }

        bool Accepts(int[] state) => (fits is null ? state[0] == Some : fits.Accepts(state[0])) && !ends.Contains(state[^1])
            && !others.Where((other, i) => state[i + 1] >= 0 && other.Accepts(state[i + 1])).Any();
    }

    private const int None = 0, Some = 1, Escaped = 2;

    /// <summary>Any name: quotes and backslashes after a backslash only.</summary>
    private static int Any(int state, byte value) =>
        state == Escaped ? value is (byte)'"' or (byte)'\\' ? Some : Lost : value == '"' ? Lost : value == '\\' ? Escaped : state is None or Some ? Some : Lost;

    private static (Dictionary<(int, byte), int> Tree, HashSet<int> Ends) Tree(string[] names)
    {
        var (tree, ends) = (new Dictionary<(int, byte), int>(), new HashSet<int>());
        foreach (var name in names)
        {
            var node = 0;
            foreach (var value in Spelled(name))
                node = tree.TryGetValue((node, value), out var next) ? next : tree[(node, value)] = tree.Count + 1;
            ends.Add(node);
        }
        return (tree, ends);
    }
}
