using Assistant.Agent.Extractive.Layout;
using Assistant.Agent.Extractive.Values;

namespace Assistant.Agent.Extractive.Scoring;

/// <summary>A passage weighed as the answer to a question.</summary>
/// <param name="Coverage">The share of what the question talks about that the passage and its place speak of, 0 to 1.</param>
/// <param name="Lexical">BM25 as a share of the best passage's, 0 to 1.</param>
/// <param name="Fit">How well it holds the kind of value asked for, 0 to 1.</param>
/// <param name="Naming">The share of its label that the question names, 0 to 1.</param>
/// <param name="Semantic">Nearness in meaning, 0 to 1; null where no model compares.</param>
/// <param name="Value">The value asked for; null when the whole passage answers.</param>
internal sealed record Candidate(Passage Passage, double Coverage, double Lexical, double Fit, double Naming, double? Semantic, Value? Value)
{
    public double Score { get; init; }
}
