using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Scoring;

namespace Assistant.Benchmarks.Ask;

/// <param name="Group">The kind of file, which is left out as a whole when the fit is checked.</param>
/// <param name="Right">Features of the candidates that answer the question; none when it has no answer.</param>
/// <param name="All">Of every candidate, the right ones among them.</param>
internal sealed record FitCase(string Group, double[][] Right, double[][] All)
{
    public bool Answerable { get; init; }

    /// <summary>Fitted, not judged.</summary>
    public bool IsExtra { get; init; }

    public required Question Asked { get; init; }

    /// <summary>Beside <see cref="All"/>.</summary>
    public required IReadOnlyList<Candidate> Candidates { get; init; }

    public bool IsRight(Candidate candidate) => Right.Contains(candidate.Features);
}

/// <summary>
/// Weights of greatest likelihood: the candidates and "no answer" (score 0) share the probability by the exponentials of their scores. Drawn towards 0 a little, found by Adam.
/// </summary>
internal static class LogisticFit
{
    private const int Steps = 400;
    private const double Rate = 0.05;
    private const double LastRate = 0.01;

    public static double[] Weights(IReadOnlyList<FitCase> cases, double decay = 0.4)
    {
        var size = cases.First(c => c.All.Length > 0).All[0].Length;
        var (weights, mean, square) = (new double[size], new double[size], new double[size]);
        for (var step = 1; step <= Steps; step++)
        {
            var gradient = new double[size];
            foreach (var one in cases)
                Add(gradient, one, weights);
            for (var i = 0; i < size; i++)
            {
                var g = gradient[i] / cases.Count - (i == 0 ? 0 : decay * weights[i] / cases.Count);
                mean[i] = 0.9 * mean[i] + 0.1 * g;
                square[i] = 0.999 * square[i] + 0.001 * g * g;
                weights[i] += (step < 0.7 * Steps ? Rate : LastRate) * (mean[i] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(square[i] / (1 - Math.Pow(0.999, step))) + 1e-9);
            }
        }
        return weights;
    }

    /// <summary>The gradient of the logarithm of the right candidates' share.</summary>
    private static void Add(double[] gradient, FitCase one, double[] weights)
    {
        var scores = Array.ConvertAll(one.All, f => Score(f, weights));
        var total = 1 + scores.Sum(Math.Exp);
        for (var k = 0; k < scores.Length; k++)
            Add(gradient, one.All[k], -Math.Exp(scores[k]) / total);
        var right = Array.ConvertAll(one.Right, f => Math.Exp(Score(f, weights)));
        var share = right.Sum();
        for (var k = 0; k < right.Length; k++)
            Add(gradient, one.Right[k], right[k] / share);
    }

    private static void Add(double[] gradient, double[] features, double times)
    {
        for (var i = 0; i < features.Length; i++)
            gradient[i] += times * features[i];
    }

    /// <summary>Bounded, so that its exponential is finite.</summary>
    public static double Score(double[] features, double[] weights) => Math.Min(50, System.Numerics.Tensors.TensorPrimitives.Dot<double>(features, weights));
}
