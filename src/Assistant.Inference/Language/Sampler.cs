using System.Numerics.Tensors;
using Microsoft.Extensions.AI;

namespace Assistant.Inference.Language;

/// <summary>Chooses the next token: the likeliest at temperature 0 (or none given), else one drawn from the likeliest ones. One caller.</summary>
internal sealed class Sampler(ChatOptions? options)
{
    private const int Candidates = 256;

    private readonly float _temperature = Math.Clamp(options?.Temperature ?? 0, 0, 100);
    private readonly float _topP = Math.Clamp(options?.TopP ?? 1, 0, 1);
    private readonly int _topK = Math.Clamp(options?.TopK ?? Candidates, 1, Candidates);

    // Not for secrets: the same seed has to give the same text.
#pragma warning disable CA5394
    private readonly Random _random = options?.Seed is { } seed ? new((int)(seed ^ (seed >> 32))) : new();

    /// <summary>Always the likeliest.</summary>
    public bool IsGreedy => _temperature < 0.01f;

    /// <exception cref="InvalidDataException">The model gave no number.</exception>
    public int Choose(ReadOnlySpan<float> logits)
    {
        var best = TensorPrimitives.IndexOfMax(logits);
        if (!float.IsFinite(logits[best]))
            throw new InvalidDataException("The model's output is not a number.");
        return IsGreedy ? best : Draw(logits, logits[best]);
    }

    private int Draw(ReadOnlySpan<float> logits, float most)
    {
        var likeliest = new PriorityQueue<int, float>(_topK + 1);
        for (var id = 0; id < logits.Length; id++)
        {
            if (likeliest.Count < _topK)
                likeliest.Enqueue(id, logits[id]);
            else if (likeliest.TryPeek(out _, out var least) && logits[id] > least)
                likeliest.DequeueEnqueue(id, logits[id]);
        }
        var ordered = likeliest.UnorderedItems.Select(item => (Id: item.Element, Weight: Math.Exp((item.Priority - most) / _temperature)))
            .OrderByDescending(item => item.Weight).ThenBy(item => item.Id).ToList();
        var (all, kept, count) = (ordered.Sum(item => item.Weight), 0.0, 0);
        while (count < ordered.Count && (count == 0 || kept < _topP * all))
            kept += ordered[count++].Weight;
        var at = _random.NextDouble() * kept;
        for (var i = 0; i < count; i++)
            if ((at -= ordered[i].Weight) < 0)
                return ordered[i].Id;
        return ordered[count - 1].Id;
    }
#pragma warning restore CA5394
}
