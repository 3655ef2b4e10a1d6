namespace Assistant.Agent.Extractive.Scoring;

/// <summary>
/// Weighs the features of a passage: a linear model whose exponentials share the probability with the possibility that the evidence holds no answer (score 0),
/// fitted by maximum likelihood on questions with and without an answer (`Assistant.Benchmarks fit-answers`). One set of weights with sentence vectors, one without.
/// </summary>
internal static class AnswerModel
{
    private static readonly double[] s_byWords = [-4.78, -0.12, -0.26, 1.35, 1.21, 0.29, 2.76, 0.8, 2.6, 1.84, 1.76, 2.53, 3.36, -0.19, 0, 0.18, -0.52, -1.8, 0.84, -0.7, 4.38, 0.19, -0.79, 0, -1.79, -1.18, -0.67, 0, 0, 0, -1.68, -2.21, -0.24];
    private static readonly double[] s_byMeaning = [-4.76, 0.25, -1.88, 1.5, 2.52, 0.34, 1.95, 0.9, 2.74, -0.01, 2.01, 4.39, 3.65, -0.26, 2.04, 0.33, -1.19, -2.57, 1.06, -1.25, 4.47, 1.03, -1.26, 1.74, -2.84, -1.83, -1.23, -1.02, -0.45, 0.09, -2.67, -2.97, 0];

    public static double Score(double[] features, bool withVectors)
    {
        var weights = withVectors ? s_byMeaning : s_byWords;
        var score = 0.0;
        for (var i = 0; i < weights.Length; i++)
            score += weights[i] * features[i];
        return score;
    }
}
