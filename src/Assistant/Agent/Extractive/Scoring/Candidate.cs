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
    /// <summary>Above 0: more likely the answer than that there is none.</summary>
    public double Score { get; init; }

    /// <summary>As <see cref="Scoring.Features"/> names them.</summary>
    public double[] Features { get; init; } = [];

    /// <summary>What of the question its text and label speak of by themselves, 0 to 1.</summary>
    public double Direct { get; init; }

    /// <summary>The weight of the weightiest thing that it does not speak of, as a share of all.</summary>
    public double Gap { get; init; }

    /// <summary>The share of the question's names and numbers that it does not speak of.</summary>
    public double NamesMissing { get; init; }
}
