namespace Assistant.Inference.Language.Constraints.Grammar;

/// <summary>A part that reads bytes: a deterministic automaton whose states are numbers.</summary>
internal abstract class Terminal : Node
{
    public const long Dead = -1;

    public virtual long Start => 0;

    public override int Cost => CostFrom(Start);

    /// <summary>The state after a byte; <see cref="Dead"/> when it cannot stand there, or when nothing could follow it.</summary>
    public abstract long Next(long state, byte value);

    public abstract bool Accepts(long state);

    /// <summary>Tokens that certainly suffice to come to an end; some token always leads to a state with a lower cost, unless it is 0.</summary>
    public abstract int CostFrom(long state);
}
