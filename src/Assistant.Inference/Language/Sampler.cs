using System.Numerics.Tensors;
using Assistant.Inference.Language.Constraints;

namespace Assistant.Inference.Language;

/// <summary>Chooses the tokens of one answer, one after the other: the likeliest, or one drawn from the likeliest ones, of those that the answer's format allows. One caller.</summary>
internal sealed class Sampler(SamplingSettings settings, ReadOnlySpan<int> prompt, AnswerConstraint? constraint = null)
{
    private const double FirstCut = 1e-3;

    private readonly RepetitionPenalties _penalties = new(settings, prompt);
    private float[] _scores = [];

    // Not for secrets: the same seed has to give the same text.
#pragma warning disable CA5394
    private readonly Random _random = settings.Seed is { } seed ? new((int)(seed ^ (seed >> 32))) : new();

    /// <summary>Always the likeliest.</summary>
    public bool IsGreedy => settings.IsGreedy;

    /// <summary>The next token; it counts as written.</summary>
    /// <exception cref="InvalidDataException">The model gave no number.</exception>
    public int Choose(ReadOnlySpan<float> logits)
    {
        var token = Chosen(logits);
        _penalties.Add(token);
        constraint?.Add(token);
        return token;
    }

    /// <summary>What may be drawn, with weights that are proportional to the probabilities (the likeliest token's is 1): of the TopK likeliest, those within TopP, of which MinP leaves the rest.</summary>
    public List<(int Id, double Weight)> Candidates(ReadOnlySpan<float> scores)
    {
        var most = scores[TensorPrimitives.IndexOfMax(scores)];
        var weights = new double[scores.Length];
        for (var id = 0; id < scores.Length; id++)
            weights[id] = Math.Exp((scores[id] - most) / settings.Temperature);
        if (settings is { TopK: 0, TopP: 1 })
            return AtLeast(weights, Math.Max(settings.MinP, double.Epsilon));
        var (total, share, possible) = (weights.Sum(), settings.TopP, weights.Count(weight => weight >= double.Epsilon));
        // The unlikely ones, which are nearly all, are sorted only when they are needed.
        for (var least = FirstCut; ; least *= FirstCut)
        {
            var candidates = AtLeast(weights, Math.Max(least, double.Epsilon));
            // A form may leave fewer than are asked for.
            if (candidates.Count < possible && (settings.TopK > 0 ? candidates.Count < settings.TopK : candidates.Sum(each => each.Weight) < share * total))
                continue;
            candidates.Sort((a, b) => b.Weight.CompareTo(a.Weight) is not 0 and var order ? order : a.Id.CompareTo(b.Id));
            if (settings.TopK > 0)
            {
                candidates.RemoveRange(Math.Min(settings.TopK, candidates.Count), Math.Max(candidates.Count - settings.TopK, 0));
                total = candidates.Sum(each => each.Weight);
            }
            var (kept, sum) = (0, 0.0);
            while (kept < candidates.Count && (kept == 0 || sum < share * total) && candidates[kept].Weight >= settings.MinP)
                sum += candidates[kept++].Weight;
            return candidates[..kept];
        }
    }

    private int Chosen(ReadOnlySpan<float> logits)
    {
        var best = TensorPrimitives.IndexOfMax(logits);
        if (!float.IsFinite(logits[best]))
            throw new InvalidDataException("The model's output is not a number.");
        var masked = constraint is not null && !IsGreedy;
        if (_penalties.Any || masked)
        {
            if (_scores.Length != logits.Length)
                _scores = new float[logits.Length];
            logits.CopyTo(_scores);
            _penalties.Apply(_scores);
            if (masked)
                constraint!.Mask(_scores);
            logits = _scores;
            best = TensorPrimitives.IndexOfMax(logits);
        }
        return !IsGreedy ? Draw(logits) : constraint is null ? best : constraint.Best(logits, best);
    }

    private int Draw(ReadOnlySpan<float> scores)
    {
        var candidates = Candidates(scores);
        var at = _random.NextDouble() * candidates.Sum(each => each.Weight);
        foreach (var (id, weight) in candidates)
            if ((at -= weight) < 0)
                return id;
        return candidates[^1].Id;
    }
#pragma warning restore CA5394

    private static List<(int Id, double Weight)> AtLeast(double[] weights, double least)
    {
        var found = new List<(int Id, double Weight)>();
        for (var id = 0; id < weights.Length; id++)
            if (weights[id] >= least)
                found.Add((id, weights[id]));
        return found;
    }
}
