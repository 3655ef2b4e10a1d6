using System.Buffers;
using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Vision;

/// <summary>
/// Recognises lines in small batches of similar width, in their true aspect, as many batches at once as there are threads; a line wider than the network likes is read in overlapping parts.
/// Measured: a batch costs as much as its lines one by one while it fits the processor's cache, and up to 1.6 times as much beyond, so batches are small and the cores share them out.
/// </summary>
internal sealed class LineRecognizer(OcrModels models)
{
    /// <summary>Columns of pixels in one batch, unless one line has more.</summary>
    private const int BatchWidth = 640;
    private const int WidthStep = 16;
    private const int MaxWidth = 3_200;
    private const int PartOverlap = 192;
    private const float MaxPadding = 1.1f;

    /// <summary>One result a line, in the order of <paramref name="lines"/>.</summary>
    public RecognizedWords[] Read(IReadOnlyList<LineImage> lines, RunOptions run, CancellationToken cancellationToken)
    {
        var results = new RecognizedWords[lines.Count];
        // The widest first: the last ones to end are short.
        var batches = Batches(lines).Reverse();
        Parallel.ForEach(batches, new ParallelOptions { MaxDegreeOfParallelism = models.Threads, CancellationToken = cancellationToken }, batch =>
        {
            if (lines[batch[0]].Width > MaxWidth)
                results[batch[0]] = ReadInParts(lines[batch[0]], run, cancellationToken);
            else
                ReadBatch(lines, batch, results, run);
        });
        return results;
    }

    private static IEnumerable<int[]> Batches(IReadOnlyList<LineImage> lines)
    {
        var order = Enumerable.Range(0, lines.Count).OrderBy(i => lines[i].Width).ToArray();
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (end < order.Length && lines[order[end]].Width is var width
                && width <= Math.Max(WidthStep * 4, lines[order[start]].Width * MaxPadding) && width * (end - start + 1) <= BatchWidth)
                end++;
            yield return order[start..end];
            start = end;
        }
    }

    private void ReadBatch(IReadOnlyList<LineImage> lines, ReadOnlySpan<int> batch, RecognizedWords[] results, RunOptions run)
    {
        var width = (lines[batch[^1]].Width + WidthStep - 1) / WidthStep * WidthStep;
        var size = 3 * LineImage.Height * width;
        var input = ArrayPool<float>.Shared.Rent(size * batch.Length);
        try
        {
            for (var i = 0; i < batch.Length; i++)
                Normalise(lines[batch[i]], input.AsSpan(i * size, size), width);
            using var tensor = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, input.AsMemory(0, size * batch.Length), [batch.Length, 3, LineImage.Height, width]);
            using var outputs = models.Recognizer.Run(run, [models.Recognizer.InputNames[0]], [tensor], [models.Recognizer.OutputNames[0]]);
            var shape = outputs[0].GetTensorTypeAndShape().Shape;
            var (steps, classes) = ((int)shape[1], (int)shape[2]);
            var scores = outputs[0].GetTensorDataAsSpan<float>();
            for (var i = 0; i < batch.Length; i++)
                results[batch[i]] = CtcDecoder.Decode(scores.Slice(i * steps * classes, steps * classes), classes, models.Alphabet, lines[batch[i]], (float)width / steps);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(input);
        }
    }

    private RecognizedWords ReadInParts(LineImage line, RunOptions run, CancellationToken cancellationToken)
    {
        var parts = new List<LineImage>();
        var starts = new List<int>();
        for (var start = 0; start < line.Width; start += MaxWidth - PartOverlap)
        {
            starts.Add(start);
            parts.Add(line.Columns(start, Math.Min(line.Width, start + MaxWidth)));
            if (start + MaxWidth >= line.Width)
                break;
        }
        return RecognizedWords.Join(Read(parts, run, cancellationToken), starts, PartOverlap);
    }

    /// <summary>To -1..1, planes in the order blue, green, red; what lies beyond the line is 0.</summary>
    private static void Normalise(LineImage line, Span<float> target, int width)
    {
        target.Clear();
        for (var channel = 0; channel < 3; channel++)
            for (var y = 0; y < LineImage.Height; y++)
            {
                var source = line.Pixels.AsSpan(((2 - channel) * LineImage.Height + y) * line.Width, line.Width);
                var row = target.Slice((channel * LineImage.Height + y) * width, line.Width);
                TensorPrimitives.Multiply(source, 1 / 127.5f, row);
                TensorPrimitives.Add(row, -1f, row);
            }
    }
}
