namespace Assistant.Inference.Language.Constraints.Grammar;

/// <summary>
/// A part of what an answer may be. A grammar is a graph of nodes without cycles (nesting is unrolled to a bounded depth), so that the shortest text of each is known
/// when it is made. Immutable; thread-safe.
/// </summary>
internal abstract class Node
{
    /// <summary>The cost of what cannot be written at all.</summary>
    public const int Never = 1 << 28;

    /// <summary>Tokens that certainly suffice for its shortest text; <see cref="Never"/> when it has none.</summary>
    public abstract int Cost { get; }

    public bool IsPossible => Cost < Never;

    /// <summary>No text.</summary>
    public static Node Nothing { get; } = new SequenceNode([]);

    /// <summary>What cannot be written.</summary>
    public static Node Impossible { get; } = new ChoiceNode([]);

    public static int Add(int a, int b) => Math.Min(a + b, Never);
}

/// <summary>One part after the other.</summary>
internal sealed class SequenceNode(Node[] parts) : Node
{
    private readonly int[] _costs = [.. Enumerable.Range(0, parts.Length + 1).Select(from => parts.Skip(from).Aggregate(0, (sum, part) => Add(sum, part.Cost)))];

    public Node[] Parts => parts;
    public override int Cost => _costs[0];

    /// <summary>Tokens that suffice for the parts from one on.</summary>
    public int CostFrom(int part) => _costs[part];
}

/// <summary>One of several parts; the impossible ones are left out.</summary>
internal sealed class ChoiceNode(IEnumerable<Node> parts) : Node
{
    public Node[] Parts { get; } = [.. parts.Where(part => part.IsPossible)];
    public override int Cost => Parts.Length == 0 ? Never : Parts.Min(part => part.Cost);
}

/// <summary>A part several times with a separator between; the part is never empty.</summary>
/// <param name="most">Null for no limit.</param>
internal sealed class RepeatNode(Node item, Node separator, int least, int? most) : Node
{
    public Node Item => item;
    public Node Next { get; } = new SequenceNode([separator, item]);
    public override int Cost => least == 0 ? 0 : Add(item.Cost, Rest(1));

    /// <summary>Tokens that suffice after some items.</summary>
    public int Rest(int written) => (int)Math.Min((long)Math.Max(least - written, 0) * Next.Cost, Never);

    public bool MayEnd(int written) => written >= least;

    public bool MayGoOn(int written) => item.IsPossible && (most is null || written < most);

    /// <summary>The count that matters: where there is no upper limit, one past the lower limit is as good as any.</summary>
    public int Count(int written) => most is null ? Math.Min(written, Math.Max(least, 1)) : written;
}
