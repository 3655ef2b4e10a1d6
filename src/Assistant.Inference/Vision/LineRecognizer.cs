using System.Buffers;
using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Vision;

/// <summary>Recognises lines in batches of similar width, in their true aspect; a line wider than the network likes is read in overlapping parts.</summary>
internal sealed class LineRecognizer(OcrModels models)
{
    private const int MaxBatch = 8;
    private const int WidthStep = 16;
    private const int MaxWidth = 3_200;
    private const int PartOverlap = 192;
    private const float MaxPadding = 1.25f;

    /// <summary>One result a line, in the order of <paramref name="lines"/>.</summary>
    public RecognizedWords[] Read(IReadOnlyList<LineImage> lines, RunOptions run, CancellationToken cancellationToken)
    {
        var results = new RecognizedWords[lines.Count];
        var order = Enumerable.Range(0, lines.Count).OrderBy(i => lines[i].Width).ToArray();
        for (var start = 0; start < order.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (lines[order[start]].Width > MaxWidth)
            {
                results[order[start]] = ReadInParts(lines[order[start]], run, cancellationToken);
                start++;
                continue;
            }
            var end = start + 1;
            while (end < order.Length && end - start < MaxBatch && lines[order[end]].Width <= Math.Max(64, lines[order[start]].Width * MaxPadding) && lines[order[end]].Width <= MaxWidth)
                end++;
            ReadBatch(lines, order.AsSpan(start, end - start), results, run);
            start = end;
        }
        return results;
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
