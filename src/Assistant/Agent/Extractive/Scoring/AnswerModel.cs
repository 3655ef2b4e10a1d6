namespace Assistant.Agent.Extractive.Scoring;

/// <summary>
/// Weighs the features of a passage: a linear model whose exponentials share the probability with the possibility that the evidence holds no answer (score 0),
/// fitted by maximum likelihood on questions with and without an answer (`Assistant.Benchmarks fit-answers`). One set of weights with sentence vectors, one without.
/// </summary>
internal static class AnswerModel
{
    private static readonly double[] s_byWords = [-2.13, -1.39, -1.79, 1.83, 2.44, -1.11, 2.13, 0.85, 2.36, 1.17, 1.66, 1.35, 0.59, -0.13, 0, -0.15, -0.83, -1.48, -0.46, -1.25, 2.27, 1.32, 0.58, 0, -0.73, -0.91, -0.97, 0, 0, 1.9, -1.53, -1.5, -0.72, -1.47];
    private static readonly double[] s_byMeaning = [-1.88, -1.62, -1.87, 1.88, 3.07, -0.73, 1.56, 1.39, 2.66, -0.36, 1.18, 1.93, 0.59, -0.04, 1.18, -0.16, -0.92, -1.48, -0.43, -1.3, 2.24, 1.27, 0.91, 2.93, -0.82, -0.9, -1.73, -0.22, -1.08, 3.58, -1.89, -1.54, -0.82, -2.47];

    public static double Score(double[] features, bool withVectors)
    {
        var weights = withVectors ? s_byMeaning : s_byWords;
        var score = 0.0;
        for (var i = 0; i < weights.Length; i++)
            score += weights[i] * features[i];
        return score;
    }
}
