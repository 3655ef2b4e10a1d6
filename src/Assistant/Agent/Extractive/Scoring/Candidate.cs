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

    /// <summary>How far it fails to speak of what is asked of the thing, 0 to 1; 0 where nothing stands out.</summary>
    public double FocusMissing { get; init; }

    /// <summary>How far all the evidence fails to speak of what is asked of the thing.</summary>
    public double FocusAbsent { get; init; }

    /// <summary>The share of the question that nothing in all the evidence speaks of.</summary>
    public double Absent { get; init; }

    /// <summary>Its label says no more than the kind of value asked for ("Date", "Amount").</summary>
    public bool LabelIsKindAlone { get; init; }

    /// <summary>The share of its label's words that name something else than the question does and than the kind of value.</summary>
    public double LabelOther { get; init; }

    /// <summary>Nearness in meaning of its label alone; null as <see cref="Semantic"/>.</summary>
    public double? LabelSemantic { get; init; }

    /// <summary>How far behind the nearest in meaning of all it is, 0 to 1.</summary>
    public double Behind { get; init; }
}
