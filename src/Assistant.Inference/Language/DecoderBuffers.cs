using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Assistant.Inference.Language;

/// <summary>Inputs and logits of one run; shared by the states whose runs follow one another. One caller at a time.</summary>
internal sealed class DecoderBuffers
{
    // One row alone may go through other kernels than several and come out slightly different.
    private const int LeastRows = 2;

    private readonly DecoderGraph _graph;
    private readonly long[] _ids;
    private readonly long[] _positions;
    private readonly long[] _ones;
    private readonly long[] _keep = [1];
    private readonly bool[] _branch = [false];
    private float[] _logits = [];
    private Float16[] _halves = [];

    /// <param name="capacity">Tokens of a state.</param>
    public DecoderBuffers(DecoderGraph graph, int capacity)
    {
        (_graph, _ids, _positions, _ones) = (graph, new long[MaxTokens], new long[MaxTokens], new long[graph.TakesMask ? capacity : 0]);
        Array.Fill(_ones, 1);
    }

    /// <summary>Tokens of a run: the runtime works in tiles of 128 rows.</summary>
    public static int MaxTokens => 128;

    /// <summary>Runs the model on tokens that follow <paramref name="past"/> others; the cache is bound already.</summary>
    /// <param name="rows">For how many of the last tokens logits are wanted.</param>
    /// <returns>Numbers for the tokens of the vocabulary, a row a token; valid until the next run.</returns>
    public ReadOnlySpan<float> Run(InferenceSession session, OrtIoBinding binding, ReadOnlySpan<int> tokens, int past, int rows, RunOptions options)
    {
        for (var i = 0; i < tokens.Length; i++)
            (_ids[i], _positions[i]) = (tokens[i], past + i);
        var given = _graph.LogitsToKeep is null ? tokens.Length : Math.Min(Math.Max(rows, LeastRows), tokens.Length);
        (_keep[0], _branch[0]) = (given, past > 0);
        using var ids = Numbers(_ids, tokens.Length);
        using var positions = Numbers(_positions, tokens.Length);
        using var mask = Numbers(_ones, _graph.TakesMask ? past + tokens.Length : 0);
        using var keep = OrtValue.CreateTensorValueFromMemory(_keep, _graph.LogitsToKeepShape);
        using var branch = OrtValue.CreateTensorValueFromMemory(_branch, [1]);
        using var logits = Logits(given);
        binding.BindInput("input_ids", ids);
        if (_graph.TakesMask)
            binding.BindInput("attention_mask", mask);
        if (_graph.TakesPositions)
            binding.BindInput("position_ids", positions);
        if (_graph.LogitsToKeep is { } name)
            binding.BindInput(name, keep);
        if (_graph.TakesBranch)
            binding.BindInput("use_cache_branch", branch);
        binding.BindOutput("logits", logits);
        session.RunWithBinding(options, binding);
        var wanted = new Range((given - rows) * _graph.Vocabulary, given * _graph.Vocabulary);
        if (_graph.LogitsType == TensorElementType.Float16)
            TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<Float16, Half>(_halves.AsSpan(wanted)), _logits.AsSpan(wanted));
        return _logits.AsSpan(wanted);
    }

    private OrtValue Logits(int rows)
    {
        var (count, shape) = (rows * _graph.Vocabulary, new long[] { 1, rows, _graph.Vocabulary });
        if (_logits.Length < count)
            _logits = new float[count];
        if (_graph.LogitsType == TensorElementType.Float)
            return OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _logits.AsMemory(0, count), shape);
        if (_halves.Length < count)
            _halves = new Float16[count];
        return OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _halves.AsMemory(0, count), shape);
    }

    private static OrtValue Numbers(long[] numbers, int count) => OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, numbers.AsMemory(0, count), [1, count]);
}
