namespace Assistant.Agent.Extractive.Scoring;

/// <summary>
/// Weighs the features of a passage: a linear model whose exponentials share the probability with the possibility that the evidence holds no answer (score 0),
/// fitted by maximum likelihood on questions with and without an answer (`Assistant.Benchmarks fit-answers`). One set of weights with sentence vectors, one without.
/// </summary>
internal static class AnswerModel
{
    private static readonly double[] s_byWords = [-2.44, -1.65, -1.94, 1.92, 2.37, -1.24, 1.98, 0.96, 2.25, 1.08, 1.91, 1.37, 0.51, 0.01, 0, 0.06, -1.98, -1.32, -0.21, -0.95, 2.42, 1.07, 0.44, 0, -0.75, -0.86, -1.29, 0, 0, 1.93, -1.16, -1.51, -0.56, -1.48, -2.09];
    private static readonly double[] s_byMeaning = [-2.01, -1.73, -1.93, 1.91, 3.06, -0.64, 1.35, 1.27, 2.35, -0.58, 1.38, 1.9, 0.5, 0.01, 1.39, 0.01, -2.28, -1.3, -0.17, -0.97, 2.33, 1.03, 0.57, 2.39, -0.86, -0.91, -2.43, -0.15, -1.48, 3.93, -1.8, -1.57, -0.66, -2.46, -3.39];

    public static double Score(double[] features, bool withVectors)
    {
        var weights = withVectors ? s_byMeaning : s_byWords;
        var score = 0.0;
        for (var i = 0; i < weights.Length; i++)
            score += weights[i] * features[i];
        return score;
    }
}
