using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Assistant.Inference.Language;

/// <summary>
/// What a decoder has read so far. The keys and values of all layers lie in one block of native memory at full capacity, bound once as past and as present, so that
/// a step copies none of them; pages of it take memory only once they are written. One caller at a time.
/// </summary>
internal sealed unsafe class DecoderState : IDisposable
{
    private const int LeastTogether = 2;

    private readonly DecoderModel _model;
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _cache = [];
    private readonly List<int> _tokens = [];
    private readonly void* _block;
    private readonly int _chunk;
    private readonly long[] _ids;
    private readonly long[] _positions;
    private readonly long[] _ones;
    private readonly float[] _logits;
    private int _readTogether;

    /// <param name="chunk">Tokens fed at once, 3 to 128: the runtime works in tiles of 128 rows, and one row left over is a token read alone.</param>
    public DecoderState(DecoderModel model, int chunk)
    {
        (_model, _chunk) = (model, chunk);
        (_ids, _positions, _logits) = (new long[chunk], new long[chunk], new float[chunk * model.Vocabulary]);
        _ones = [.. Enumerable.Repeat(1L, model.ContextTokens)];
        _binding = model.Session.CreateIoBinding();
        var bytes = (nuint)model.Heads * (nuint)model.ContextTokens * (nuint)model.HeadSize * sizeof(float);
        _block = NativeMemory.Alloc(bytes * (nuint)model.Past.Length);
        for (var i = 0; i < model.Past.Length; i++)
        {
            var layer = OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, TensorElementType.Float,
                [1, model.Heads, model.ContextTokens, model.HeadSize], (nint)_block + (nint)(bytes * (nuint)i), (long)bytes);
            _cache.Add(layer);
            _binding.BindInput(model.Past[i], layer);
            _binding.BindOutput(model.Present[i], layer);
        }
    }

    /// <summary>Tokens read so far.</summary>
    public int Length => _tokens.Count;

    /// <summary>
    /// Forgets all but what a prompt begins with in the same way, and returns its length. A token read alone goes through other kernels than one read with others
    /// and comes out slightly different; only what was read as part of a prompt is kept, so that an answer does not depend on what was asked before it.
    /// </summary>
    public int KeepStart(ReadOnlySpan<int> prompt)
    {
        var most = Math.Min(_readTogether, prompt.Length - LeastTogether);
        var kept = Math.Max(CollectionsMarshal.AsSpan(_tokens)[..Math.Min(_readTogether, _tokens.Count)].CommonPrefixLength(prompt), 0);
        _readTogether = Math.Max(Math.Min(kept, most), 0);
        _tokens.RemoveRange(_readTogether, _tokens.Count - _readTogether);
        return _readTogether;
    }

    /// <summary>Reads tokens and returns what may follow the last of them: a number for each token of the vocabulary, valid until the next call.</summary>
    public ReadOnlySpan<float> Feed(ReadOnlySpan<int> tokens, RunOptions options)
    {
        var (last, prompt) = (0, tokens.Length > 1 && _readTogether == _tokens.Count);
        while (tokens.Length > 0)
        {
            last = Math.Min(tokens.Length, tokens.Length == _chunk + 1 ? _chunk - 1 : _chunk);
            Run(tokens[..last], options);
            tokens = tokens[last..];
            if (prompt)
                _readTogether = _tokens.Count;
        }
        return _logits.AsSpan((last - 1) * _model.Vocabulary, _model.Vocabulary);
    }

    public void Dispose()
    {
        _binding.Dispose();
        _cache.ForEach(layer => layer.Dispose());
        NativeMemory.Free(_block);
    }

    private void Run(ReadOnlySpan<int> tokens, RunOptions options)
    {
        var past = _tokens.Count;
        for (var i = 0; i < tokens.Length; i++)
            (_ids[i], _positions[i]) = (tokens[i], past + i);
        using var ids = Value(_ids, tokens.Length);
        using var positions = Value(_positions, tokens.Length);
        using var mask = Value(_ones, past + tokens.Length);
        using var logits = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _logits.AsMemory(0, tokens.Length * _model.Vocabulary), [1, tokens.Length, _model.Vocabulary]);
        _binding.BindInput("input_ids", ids);
        _binding.BindInput("attention_mask", mask);
        if (_model.TakesPositions)
            _binding.BindInput("position_ids", positions);
        _binding.BindOutput("logits", logits);
        _model.Session.RunWithBinding(options, _binding);
        _tokens.AddRange(tokens);
    }

    private static OrtValue Value(long[] numbers, int count) => OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, numbers.AsMemory(0, count), [1, count]);
}
