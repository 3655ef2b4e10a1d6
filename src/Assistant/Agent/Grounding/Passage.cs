using Assistant.Perception;

namespace Assistant.Agent.Grounding;

/// <summary>A numbered piece of evidence as the model gets it: one block, or a few that stand together.</summary>
/// <param name="N">From 1; what the model cites.</param>
/// <param name="Place">For the model: "lease.pdf, page 2".</param>
/// <param name="Text">One line, made safe by <see cref="DataText"/>.</param>
internal sealed record Passage(int N, Evidence Source, IReadOnlyList<EvidenceBlock> Blocks, string Place, string Text)
{
    public int Tokens { get; } = TokenEstimate.Of(Text) + TokenEstimate.Of(Place) + 6;
}
