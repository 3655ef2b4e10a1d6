using System.Numerics.Tensors;

namespace Assistant.Inference.Speech.Whisper;

/// <summary>
/// Finds which words belong to which of the stretches that a window is made of. At every step the decoder says how likely a time comes next, whether it then says one or goes on;
/// a seam between two stretches falls where the times around it are likeliest, all seams together, in their order. One window; not thread-safe.
/// </summary>
/// <param name="seams">Seconds in the window at which a stretch ends and the next begins, rising.</param>
internal sealed class SeamFinder(WhisperTokens tokens, IReadOnlyList<double> seams)
{
    private const double Around = 0.6;

    private readonly List<double[]> _steps = [];

    private SeamFinder(SeamFinder other)
        : this(other.Tokens, other.Seams) => _steps.AddRange(other._steps);

    private WhisperTokens Tokens => tokens;
    private IReadOnlyList<double> Seams => seams;

    /// <summary>Another one, which begins with what this one has seen.</summary>
    public SeamFinder Fork() => new(this);

    /// <param name="logits">What may follow what has been said so far, before any rule; of one more token each time.</param>
    public void Add(ReadOnlySpan<float> logits)
    {
        if (seams.Count == 0)
            return;
        var all = TokenRules.LogSum(logits);
        var step = new double[seams.Count];
        for (var i = 0; i < seams.Count; i++)
        {
            var first = Math.Min(tokens.TimeAt(Math.Max(seams[i] - Around, 0)), logits.Length - 1);
            var last = Math.Clamp(tokens.TimeAt(seams[i] + Around), first, logits.Length - 1);
            step[i] = TokenRules.LogSum(logits[first..(last + 1)]) - all;
        }
        _steps.Add(step);
    }

    /// <summary>For each seam the number of tokens said before it.</summary>
    public int[] Find()
    {
        // best[s, i]: the largest sum of the first s + 1 seams with the last of them at or before step i; at[s, i]: where it then is.
        var (best, at) = (new double[seams.Count, _steps.Count], new int[seams.Count, _steps.Count]);
        for (var s = 0; s < seams.Count; s++)
            for (var i = 0; i < _steps.Count; i++)
            {
                var here = _steps[i][s] + (s > 0 ? best[s - 1, i] : 0);
                (best[s, i], at[s, i]) = i > 0 && best[s, i - 1] >= here ? (best[s, i - 1], at[s, i - 1]) : (here, i);
            }
        var found = new int[seams.Count];
        for (var (s, i) = (seams.Count - 1, _steps.Count - 1); s >= 0 && i >= 0; s--)
            i = found[s] = at[s, i];
        return found;
    }
}
