using Assistant.Agent.Extractive.Questions;

namespace Assistant.Agent.Extractive.Scoring;

/// <summary>Whether the best passage answers the question or only resembles it. Weights of <see cref="Certainty"/>: one set with sentence vectors, one without.</summary>
internal static class Confidence
{
    /// <summary>A little below even: on kinds of pages that the fit had not seen this answers about as many more questions rightly as wrongly.</summary>
    private const double Enough = -0.25;

    private const double Near = -3.5;

    private static readonly double[] s_byWords = [-1.78, 0.42, 1.78, -0.3, -0.23, 0, 0, 0, 0.34, 0, 0.91, 1.13, 0.35, -0.07, -0.82, 0.29, -1.47, -0.82, 0.37, 0.45, -0.16, -0.94, -0.03, 0.24, -0.74, -1.16, -0.11, -0.1];
    private static readonly double[] s_byMeaning = [-2.09, 0.6, 1.96, 0.35, -0.12, 0.68, 0.25, 0.42, 0.13, -0.23, 1.05, 0.58, 0.27, -0.21, -0.89, 0.27, -1.68, -0.62, 0.38, 0.32, 0.39, -1.02, -0.13, -1.49, -0.5, -0.92, -0.33, 0];

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
