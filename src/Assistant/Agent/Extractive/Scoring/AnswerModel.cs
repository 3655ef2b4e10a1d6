namespace Assistant.Agent.Extractive.Scoring;

/// <summary>
/// Weighs the features of a passage: a linear model whose exponentials share the probability with the possibility that the evidence holds no answer (score 0),
/// fitted by maximum likelihood on questions with and without an answer (`Assistant.Benchmarks fit-answers`). One set of weights with sentence vectors, one without.
/// </summary>
internal static class AnswerModel
{
    private static readonly double[] s_byWords = [-4.25, -0.75, -0.52, 2.25, 2.21, -0.07, 2.35, 1.21, 3.11, 0.63, 1.54, 2.3, 0.78, -0.25, 0, 0.37, -0.88, -1.09, 0.4, -1.22, 3.04, 1.18, 1.3, 0, -0.82, -0.93, -0.95, 0, 0, 0.38, -1.79, -0.85, 0.13, 0];
    private static readonly double[] s_byMeaning = [-3.7, -1.05, -1.64, 2.15, 2.98, -0.2, 2.35, 2, 3.46, -1.27, 1.2, 3.32, 0.88, -0.18, 1.58, 0.26, -0.99, -1.24, 0.45, -1.36, 2.83, 1.52, 1.31, 2.58, -0.62, -1.22, -1.47, -0.78, -0.81, 1.21, -2.46, -1.36, 0.14, 0];

    public static double Score(double[] features, bool withVectors)
    {
        var weights = withVectors ? s_byMeaning : s_byWords;
        var score = 0.0;
        for (var i = 0; i < weights.Length; i++)
            score += weights[i] * features[i];
        return score;
    }
}
