namespace Assistant.Inference.Language.Constraints.Grammar;

/// <summary>What is to be read once the part above it is done. Made by one <see cref="Automaton"/>, which keeps one of each, so that equal ones are the same.</summary>
/// <param name="Count">Items of a <see cref="RepeatNode"/> that are done; the next part's index of a <see cref="SequenceNode"/>.</param>
/// <param name="Cost">Tokens that suffice for it and all below it.</param>
internal sealed class Frame(Node node, int count, Frame? below, int cost)
{
    public Node Node => node;
    public int Count => count;
    public Frame? Below => below;
    public int Cost => cost;
}

/// <summary>One reading of the text so far.</summary>
internal readonly record struct Reading(Terminal Terminal, long State, Frame? Below)
{
    public int Cost => Node.Add(Terminal.CostFrom(State), Below?.Cost ?? 0);
}
