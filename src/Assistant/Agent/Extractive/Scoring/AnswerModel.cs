namespace Assistant.Agent.Extractive.Scoring;

/// <summary>
/// Weighs the features of a passage: a linear model whose exponentials share the probability with the possibility that the evidence holds no answer (score 0),
/// fitted by maximum likelihood on questions with and without an answer. One set of weights with sentence vectors, one without.
/// </summary>
internal static class AnswerModel
{
    private static readonly double[] s_byWords = [-6.15, -1.59, -1.10, 3.68, 2.23, 0.61, 3.83, 1.93, 3.17, 1.09, 1.90, 2.63, 0.75, -0.31, 0, 0.05, 0.88, -2.40, 1.16, -0.49, 4.68, -1.14, -1.00, 0, -2.41];
    private static readonly double[] s_byMeaning = [-6.49, -1.52, -0.90, 3.45, 2.22, 0.72, 3.60, 2.02, 3.27, 0.17, 1.62, 2.73, 0.69, -0.66, 2.22, 0.06, 1.01, -2.45, 0.99, -0.72, 4.75, -1.13, -0.93, 1.65, -2.32];

    public static double Score(double[] features, bool withVectors)
    {
        var weights = withVectors ? s_byMeaning : s_byWords;
        var score = 0.0;
        for (var i = 0; i < weights.Length; i++)
            score += weights[i] * features[i];
        return score;
    }
}
