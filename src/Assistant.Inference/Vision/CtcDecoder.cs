using System.Numerics.Tensors;

namespace Assistant.Inference.Vision;

/// <summary>Greedy CTC decoding (Graves et al., 2006): the best class a step, repeats merged, blanks dropped; then spaces that the network left out are put back where the ink has a gap.</summary>
internal static class CtcDecoder
{
    /// <param name="scores">Probabilities, steps x classes.</param>
    /// <param name="line">The line that was read, for its gaps.</param>
    /// <param name="stepWidth">Pixels of the line a step.</param>
    public static RecognizedWords Decode(ReadOnlySpan<float> scores, int classes, string[] alphabet, LineImage line, float stepWidth)
    {
        var characters = new List<RecognizedCharacter>();
        var (previous, first, best) = (0, 0, 0f);
        var steps = scores.Length / classes;
        for (var step = 0; step <= steps; step++)
        {
            var (current, score) = (0, 0f);
            if (step < steps)
            {
                var row = scores.Slice(step * classes, classes);
                current = TensorPrimitives.IndexOfMax(row);
                score = row[current];
            }
            if (current == previous)
            {
                best = Math.Max(best, score);
                continue;
            }
            if (previous != 0 && previous < alphabet.Length)
                characters.Add(new(alphabet[previous], (first + step) / 2f * stepWidth, best));
            (previous, first, best) = (current, step, score);
        }
        return new(WordGaps.Restore(characters, line));
    }
}
