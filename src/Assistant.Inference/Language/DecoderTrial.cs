using System.Numerics.Tensors;
using Assistant.Inference.Models;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Language;

/// <summary>
/// Reads a few tokens when a model is loaded: a file that loads but cannot run is found out then, and so is whether its attention may append to the cache in place. The
/// kinds of its operators alone do not tell that: a graph may also take the length of the past from the cache's shape, which in place is its capacity.
/// </summary>
internal static class DecoderTrial
{
    private const int GraphBytes = 8 << 20;
    private const int Capacity = 16;
    private const float Tolerance = 1e-3f;
    private static readonly int[][] s_parts = [[1, 2, 3], [4, 5]];

    /// <exception cref="ModelFileException">It does not run, or does not give numbers.</exception>
    public static bool AppendsInPlace(InferenceSession session, DecoderGraph graph, string path)
    {
        float[] expected;
        try
        {
            expected = Read(session, graph, new GrowingMemory(graph));
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelFileException(path, e, $"it cannot be run ({e.Message})");
        }
        if (expected.Any(number => !float.IsFinite(number)))
            throw new ModelFileException(path, reason: "what it gives are not numbers");
        if (!Mentions(path, "GroupQueryAttention"u8))
            return false;
        try
        {
            var given = Read(session, graph, new InPlaceMemory(graph, Capacity));
            return TensorPrimitives.Distance(expected, given) <= Tolerance * TensorPrimitives.Norm(expected);
        }
        catch (OnnxRuntimeException)
        {
            return false;
        }
    }

    private static float[] Read(InferenceSession session, DecoderGraph graph, KeyValueMemory memory)
    {
        using (memory)
        using (var binding = session.CreateIoBinding())
        using (var options = new RunOptions())
        {
            var (buffers, past, logits) = (new DecoderBuffers(graph, Capacity), 0, Array.Empty<float>());
            foreach (var part in s_parts)
            {
                memory.Bind(binding, past, part.Length);
                logits = buffers.Run(session, binding, [.. part.Select(token => token % graph.Vocabulary)], past, 1, options).ToArray();
                memory.Ran(past += part.Length);
            }
            return logits;
        }
    }

    /// <summary>The runtime does not tell the kinds of a graph's operators; they stand at the start of the file, spelled out.</summary>
    private static bool Mentions(string path, ReadOnlySpan<byte> name)
    {
        using var file = File.OpenRead(path);
        var start = new byte[Math.Min(file.Length, GraphBytes)];
        return start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)).IndexOf(name) >= 0;
    }
}
