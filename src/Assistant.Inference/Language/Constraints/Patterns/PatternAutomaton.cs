using Assistant.Inference.Language.Constraints.Grammar;

namespace Assistant.Inference.Language.Constraints.Patterns;

/// <summary>
/// A regular expression as an automaton over the bytes of a JSON string's inside: Thompson's construction, then the subsets of its states. Characters that JSON escapes
/// stand there with their short escapes; other control characters are never written.
/// </summary>
internal sealed class PatternAutomaton
{
    private const int MostSteps = 20_000;
    private const int MostStates = 1_500;

    private readonly List<List<(byte First, byte Last, int To)>> _byBytes = [];
    private readonly List<List<int>> _free = [];

    private PatternAutomaton()
    {
    }

    /// <exception cref="NotSupportedException">It needs too many states.</exception>
    public static TableTerminal Compile(PatternPart pattern, TokenTrie vocabulary)
    {
        var automaton = new PatternAutomaton();
        var (start, end) = (automaton.State(), automaton.State());
        automaton.Build(pattern, start, end);
        return automaton.Determine(start, end, vocabulary);
    }

    private void Build(PatternPart part, int from, int to)
    {
        switch (part)
        {
            case CharacterSet set:
                foreach (var (first, last) in set.Ranges)
                    Characters(first, last, from, to);
                break;
            case PatternSequence sequence:
                foreach (var each in sequence.Parts)
                {
                    var next = State();
                    Build(each, from, next);
                    from = next;
                }
                _free[from].Add(to);
                break;
            case PatternChoice choice:
                foreach (var each in choice.Parts)
                    Build(each, from, to);
                break;
            case PatternRepeat repeat:
                Repeat(repeat, from, to);
                break;
        }
    }

    private void Repeat(PatternRepeat repeat, int from, int to)
    {
        for (var i = 0; i < repeat.Least; i++)
            from = Then(repeat.Part, from);
        if (repeat.Most is null)
        {
            var loop = State();
            _free[from].Add(loop);
            Build(repeat.Part, loop, loop);
            _free[loop].Add(to);
            return;
        }
        for (var i = repeat.Least; i < repeat.Most; i++)
        {
            _free[from].Add(to);
            from = Then(repeat.Part, from);
        }
        _free[from].Add(to);
    }

    private int Then(PatternPart part, int from)
    {
        var end = State();
        Build(part, from, end);
        return end;
    }

    private void Characters(int first, int last, int from, int to)
    {
        foreach (var (character, escape) in new[] { ('"', '"'), ('\\', '\\'), ('\b', 'b'), ('\f', 'f'), ('\n', 'n'), ('\r', 'r'), ('\t', 't') })
            if (character >= first && character <= last)
                Bytes([((byte)'\\', (byte)'\\'), ((byte)escape, (byte)escape)], from, to);
        foreach (var (low, high) in new[] { (' ', '"' - 1), ('"' + 1, '\\' - 1), ('\\' + 1, CharacterSet.LastCodePoint) })
            foreach (var sequence in Utf8Sequences.Of(Math.Max(first, low), Math.Min(last, high)))
                Bytes(sequence, from, to);
    }

    private void Bytes((byte First, byte Last)[] sequence, int from, int to)
    {
        for (var i = 0; i < sequence.Length; i++)
        {
            var next = i == sequence.Length - 1 ? to : State();
            _byBytes[from].Add((sequence[i].First, sequence[i].Last, next));
            from = next;
        }
    }

    private int State()
    {
        if (_free.Count == MostSteps)
            throw new NotSupportedException("an expression that long");
        _byBytes.Add([]);
        _free.Add([]);
        return _free.Count - 1;
    }

    private TableTerminal Determine(int start, int end, TokenTrie vocabulary)
    {
        var (numbers, subsets, table) = (new Dictionary<string, int>(), new List<int[]>(), new List<int[]>());
        Number([start]);
        for (var at = 0; at < subsets.Count; at++)
        {
            var row = new int[256];
            var targets = new List<int>[256];
            foreach (var (first, last, to) in subsets[at].SelectMany(state => _byBytes[state]))
                for (int value = first; value <= last; value++)
                    (targets[value] ??= []).Add(to);
            for (var value = 0; value < 256; value++)
                row[value] = targets[value] is not { } set ? -1
                    : value > 0 && targets[value - 1] is { } before && set.SequenceEqual(before) ? row[value - 1] : Number(set);
            table.Add(row);
        }
        return new([.. table], [.. subsets.Select(subset => Array.BinarySearch(subset, end) >= 0)], vocabulary);

        int Number(IEnumerable<int> states)
        {
            var subset = Closed(states);
            var key = string.Join(',', subset);
            if (numbers.TryGetValue(key, out var known))
                return known;
            if (subsets.Count == MostStates)
                throw new NotSupportedException("an expression with that many states");
            subsets.Add(subset);
            return numbers[key] = subsets.Count - 1;
        }
    }

    private int[] Closed(IEnumerable<int> states)
    {
        var (all, open) = (new HashSet<int>(), new Stack<int>(states));
        while (open.TryPop(out var state))
            if (all.Add(state))
                foreach (var next in _free[state])
                    open.Push(next);
        return [.. all.Order()];
    }
}
