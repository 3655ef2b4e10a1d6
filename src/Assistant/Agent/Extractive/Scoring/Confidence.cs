using Assistant.Agent.Extractive.Questions;

namespace Assistant.Agent.Extractive.Scoring;

/// <summary>Whether the best passage answers the question or only resembles it. Weights of <see cref="Certainty"/>: one set with sentence vectors, one without.</summary>
internal static class Confidence
{
    /// <summary>Of a picture a little below even: on kinds of pages that the fit had not seen this answers about as many more questions rightly as wrongly.</summary>
    private const double EnoughOfAPicture = -0.25;

    private const double Near = -3.5;

    private static readonly double[] s_byWords = [-1.38, 0.86, 1.18, -0.02, -0.35, 0, 0, 0, 0.25, -0.39, 0.47, 0.94, 0.55, -0.06, -1.55, 0.07, -1.28, -0.57, 0.6, 0.29, 0.46, -0.38, 0.16, -0.04, -1.04, -0.74, 0.27, -0.09, 0, 0, 0, 0];
    private static readonly double[] s_byMeaning = [-1.89, 1.21, 1.49, 0.58, -0.19, 0.15, 0.73, 0.35, 0.37, -0.12, 0.4, 0.68, 0.13, 0.01, -1.76, 0.11, -1.68, -0.38, 0.29, 0.24, 0.48, -0.75, -0.03, -2.19, -0.91, -0.55, -0.15, 0, 0.2, 0.29, 0.98, 0.02];

    /// <summary>A sentence of running text that speaks of what was asked, though it does not surely answer: worth showing as the closest, not as the answer.</summary>
    public static bool IsNear(Candidate best) => best.Score >= Near && best.Passage.Kind == Layout.PassageKind.Sentence && best.Passage.Evidence.Kind != Perception.EvidenceKind.Image && best.Coverage > 0.1;

    /// <param name="ranked">Best first.</param>
    public static bool IsEnough(Question question, IReadOnlyList<Candidate> ranked) => ranked.Count > 0 && !IsOfTheKindOnly(ranked[0]) && Of(question, ranked) > (ranked[0].Passage.Evidence.Kind == Perception.EvidenceKind.Image ? EnoughOfAPicture : 0);

    /// <summary>It has the kind of value asked for and nothing else of the question, and its label names another thing: an invoice's number is no bank account.</summary>
    private static bool IsOfTheKindOnly(Candidate best) => best is { Coverage: < 0.05, FocusMissing: >= 0.99, LabelIsKindAlone: false, LabelOther: > 0 };

    /// <summary>Above 0: rather right than not.</summary>
    public static double Of(Question question, IReadOnlyList<Candidate> ranked)
    {
        var weights = ranked.Any(c => c.Semantic is not null) ? s_byMeaning : s_byWords;
        return System.Numerics.Tensors.TensorPrimitives.Dot<double>(weights, Certainty.Of(question, ranked));
    }
}
