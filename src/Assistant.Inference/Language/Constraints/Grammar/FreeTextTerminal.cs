using System.Text;

namespace Assistant.Inference.Language.Constraints.Grammar;

/// <summary>
/// Any text around a trigger (Knuth, Morris and Pratt's automaton): either what holds no trigger and may end anywhere, or what ends with the first one.
/// The state is the number of the trigger's bytes that were just read.
/// </summary>
/// <param name="upTo">Ends with the trigger, and only there.</param>
internal sealed class FreeTextTerminal(string trigger, bool upTo, TokenTrie vocabulary) : Terminal
{
    private readonly byte[] _trigger = Encoding.UTF8.GetBytes(trigger);
    private readonly int[] _costs = vocabulary.Costs(Encoding.UTF8.GetBytes(trigger));

    /// <summary>The answer may still become anything.</summary>
    public bool IsOpen => !upTo;

    public override long Next(long state, byte value)
    {
        if (state == _trigger.Length)
            return Dead;
        var next = state;
        while (next > 0 && _trigger[next] != value)
            next = Border((int)next);
        next = _trigger[next] == value ? next + 1 : 0;
        return next == _trigger.Length && !upTo ? Dead : next;
    }

    public override bool Accepts(long state) => !upTo || state == _trigger.Length;

    public override int CostFrom(long state) => upTo ? _costs[state] : 0;

    /// <summary>Length of the longest beginning of the trigger that also ends its first bytes.</summary>
    private int Border(int length)
    {
        for (var border = length - 1; border > 0; border--)
            if (_trigger.AsSpan(0, border).SequenceEqual(_trigger.AsSpan(length - border, border)))
                return border;
        return 0;
    }
}
