using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Assistant.Inference.Speech.Whisper;

/// <summary>
/// Which tokens may come next (https://arxiv.org/abs/2212.04356, 4.5): some never, some not first; with times, these come in pairs around the text, never go back,
/// and one comes when all of them together are likelier than any token of text.
/// </summary>
internal sealed class TokenRules(WhisperTokens tokens, bool times)
{
    private const float Never = float.NegativeInfinity;

    /// <param name="said">Tokens so far, without the prompt.</param>
    public void Apply(Span<float> logits, List<int> said)
    {
        Forbid(logits, tokens.Suppressed);
        if (said.Count == 0)
            Forbid(logits, tokens.SuppressedFirst);
        if (!times)
            return;
        Forbid(logits, [tokens.NoTimes]);
        Pair(logits, said);
        if (said.Count == 0)
        {
            logits[..tokens.FirstTime].Fill(Never);
            logits[Math.Min(tokens.FirstTime + tokens.LatestFirstTime + 1, logits.Length)..].Fill(Never);
        }
        var text = logits[..tokens.FirstTime];
        if (LogSum(logits[tokens.FirstTime..]) > TensorPrimitives.Max<float>(text))
            text.Fill(Never);
    }

    private void Pair(Span<float> logits, List<int> said)
    {
        var all = CollectionsMarshal.AsSpan(said);
        var opened = all is [.., var last] && tokens.IsTime(last);
        var closed = opened && (all.Length < 2 || tokens.IsTime(all[^2]));
        if (closed)
            logits[tokens.FirstTime..].Fill(Never);
        else if (opened)
            logits[..tokens.End].Fill(Never);
        for (var i = all.Length - 1; i >= 0; i--)
            if (tokens.IsTime(all[i]))
            {
                logits[tokens.FirstTime..(opened && !closed ? all[i] : Math.Min(all[i] + 1, logits.Length))].Fill(Never);
                return;
            }
    }

    private static void Forbid(Span<float> logits, ReadOnlySpan<int> ids)
    {
        foreach (var id in ids)
            if (id < logits.Length)
                logits[id] = Never;
    }

    /// <summary>Logarithm of the sum of exp(logit).</summary>
    public static double LogSum(ReadOnlySpan<float> logits) => TensorPrimitives.Max(logits) is var most and > Never ? most + Math.Log(SumOfExponentials(logits, most)) : Never;

    /// <summary>Sum of exp(logit - most).</summary>
    public static double SumOfExponentials(ReadOnlySpan<float> logits, float most)
    {
        Span<float> block = stackalloc float[1024];
        var sum = 0.0;
        for (var at = 0; at < logits.Length; at += block.Length)
        {
            var part = block[..Math.Min(block.Length, logits.Length - at)];
            TensorPrimitives.Subtract(logits.Slice(at, part.Length), most, part);
            TensorPrimitives.Exp(part, part);
            sum += TensorPrimitives.Sum<float>(part);
        }
        return sum;
    }
}
