using System.Numerics.Tensors;
using System.Text;
using Assistant.Inference.Models;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Language;

/// <summary>
/// Reads a few tokens when a model is loaded: a file that loads but cannot run is found out then, and so is how it may be run. The kinds of its operators alone do not tell.
/// </summary>
/// <param name="InPlace">Its attention may append to the cache where that lies; a graph that takes the length of the past from the cache's shape, which in place is its capacity, may not.</param>
/// <param name="Alone">A token that is read alone comes out as one that is read with others, up to rounding of sums where all is computed in floating point.</param>
/// <param name="Apart">What comes out for a token does not depend on which others are read at once; it does where the activations of a run are quantised together.</param>
internal sealed record DecoderTrial(bool InPlace, bool Alone, bool Apart)
{
    // Operators that round activations at run time: there, a sum that is rounded otherwise becomes another number sooner or later.
    private static readonly string[] s_rounding = ["MatMulNBits", "DynamicQuantize", "MatMulInteger", "QLinear"];

    private const int GraphBytes = 8 << 20;
    private const int Capacity = 16;
    private const float Tolerance = 1e-4f;
    private static readonly int[][] s_parts = [[1, 2, 3], [4, 5, 6, 7]];
    private static readonly int[][] s_otherwise = [[1, 2, 3, 4, 5], [6, 7]];
    private static readonly int[][] s_alone = [[1, 2, 3], [4], [5], [6], [7]];

    /// <summary>A token that is read alone is given a second row, so that it comes out as others do.</summary>
    public bool Pairs => Apart && !Alone;

    /// <exception cref="ModelFileException">It does not run, or does not give numbers.</exception>
    public static DecoderTrial Run(InferenceSession session, DecoderGraph graph, string path)
    {
        float[] expected, otherwise, alone;
        try
        {
            expected = Read(session, graph, new GrowingMemory(graph), s_parts);
            otherwise = Read(session, graph, new GrowingMemory(graph), s_otherwise, allRows: true);
            alone = Read(session, graph, new GrowingMemory(graph), s_alone);
        }
        catch (OnnxRuntimeException e)
        {
            throw PassingFailure.Of(path, e) ?? new ModelFileException(path, e, $"it cannot be run ({e.Message})");
        }
        if (expected.Any(number => !float.IsFinite(number)))
            throw new ModelFileException(path, reason: "what it gives are not numbers");
        var start = Start(path);
        var tolerance = s_rounding.Any(kind => Mentions(start, kind)) ? 0 : Tolerance;
        return new(Mentions(start, "GroupQueryAttention") && AppendsInPlace(session, graph, expected, path), Same(expected, alone, tolerance), Same(expected, otherwise, tolerance));
    }

    private static bool AppendsInPlace(InferenceSession session, DecoderGraph graph, float[] expected, string path)
    {
        try
        {
            return Same(expected, Read(session, graph, new InPlaceMemory(graph, Capacity), s_parts), Tolerance);
        }
        catch (OnnxRuntimeException e)
        {
            return PassingFailure.Of(path, e) is { } passing ? throw passing : false;
        }
    }

    private static bool Same(float[] expected, float[] given, float tolerance) => TensorPrimitives.Distance(expected, given) <= tolerance * TensorPrimitives.Norm(expected);

    /// <param name="allRows">What follows is computed for all tokens of a part, as when guesses are checked, and not for the last alone.</param>
    private static float[] Read(InferenceSession session, DecoderGraph graph, KeyValueMemory memory, int[][] parts, bool allRows = false)
    {
        using (memory)
        using (var binding = session.CreateIoBinding())
        using (var options = new RunOptions())
        {
            var (buffers, past, logits) = (new DecoderBuffers(graph, Capacity), 0, Array.Empty<float>());
            foreach (var part in parts)
            {
                memory.Bind(binding, past, part.Length);
                logits = buffers.Run(session, binding, [.. part.Select(token => token % graph.Vocabulary)], past, allRows ? part.Length : 1, options)[^graph.Vocabulary..].ToArray();
                memory.Ran(past += part.Length);
            }
            return logits;
        }
    }

    /// <summary>The runtime does not tell the kinds of a graph's operators; they stand at the start of the file, spelled out.</summary>
    private static byte[] Start(string path)
    {
        using var file = File.OpenRead(path);
        var start = new byte[Math.Min(file.Length, GraphBytes)];
        file.ReadExactly(start);
        return start;
    }

    private static bool Mentions(byte[] start, string kind) => start.AsSpan().IndexOf(Encoding.UTF8.GetBytes(kind)) >= 0;
}
