using Assistant.Agent.Extractive.Questions;

namespace Assistant.Agent.Extractive.Scoring;

/// <summary>Whether the best passage answers the question or only resembles it. Weights of <see cref="Certainty"/>: one set with sentence vectors, one without.</summary>
internal static class Confidence
{
    private const double Enough = 0.1;
    private const double Near = -3.5;

    private static readonly double[] s_byWords = [-1.72, 0.6, 1.02, -1.34, -0.31, 0, 0, 0, 1, -0.12, 0.93, 1.52, 0.79, -0.15, -0.31, 1.89, 0.14, -1.3, -0.1, 1.42, -0.38, -0.74, 0.12, -0.65, -1.98, -0.82, -1.7];
    private static readonly double[] s_byMeaning = [-3.84, -0.02, 1.86, 0.04, -0.41, 1.74, -0.29, 1.25, 2.02, -0.77, 1.71, 1.61, 0.64, -0.57, -0.84, 1.69, 0.63, -2, -0.22, 2.32, 0.31, -1.25, -0.53, -1.09, -2.9, -1.48, -1.66];

    /// <summary>A sentence of running text that speaks of what was asked, though it does not surely answer: worth showing as the closest, not as the answer.</summary>
    public static bool IsNear(Candidate best) => best.Score >= Near && best.Passage.Kind == Layout.PassageKind.Sentence && best.Passage.Evidence.Kind != Perception.EvidenceKind.Image && best.Coverage > 0.1;

    /// <param name="ranked">Best first.</param>
    public static bool IsEnough(Question question, IReadOnlyList<Candidate> ranked) => ranked.Count > 0 && !IsOfTheKindOnly(ranked[0]) && Of(question, ranked) > Enough;

    /// <summary>It has the kind of value asked for and nothing else of the question, and its label names another thing: an invoice's number is no bank account.</summary>
    private static bool IsOfTheKindOnly(Candidate best) => best is { Coverage: < 0.05, FocusMissing: >= 0.99, LabelIsKindAlone: false, LabelOther: > 0 };

    /// <summary>Above 0: rather right than not.</summary>
    public static double Of(Question question, IReadOnlyList<Candidate> ranked)
    {
        var weights = ranked.Any(c => c.Semantic is not null) ? s_byMeaning : s_byWords;
        return System.Numerics.Tensors.TensorPrimitives.Dot<double>(weights, Certainty.Of(question, ranked));
    }
}
