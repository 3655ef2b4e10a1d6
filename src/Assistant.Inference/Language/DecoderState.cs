using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Language;

/// <summary>
/// What a decoder has read so far. A token read alone may go through other kernels than one read with others and come out slightly different (with activations that are
/// quantised at run time, different enough to change an answer). Where it does, none is read alone: a single one goes with a second row that is forgotten at once. Hence what
/// a state holds depends on its tokens only, not on the parts in which they were read, and any beginning of it can be kept, copied, or read ahead. Where the activations of a
/// run are quantised together, it depends on the parts: then only whole parts of a prompt count as read. One caller at a time.
/// </summary>
internal sealed class DecoderState : IDisposable
{
    private const int LeastTogether = 2;

    private readonly DecoderModel _model;
    private readonly DecoderBuffers _buffers;
    private readonly KeyValueMemory _memory;
    private readonly OrtIoBinding _binding;
    private readonly List<int> _tokens = [];
    private readonly int _chunk;
    private readonly int[] _pair = new int[LeastTogether];
    private int _inWholeParts;

    /// <param name="chunk">Tokens read at once, 3 to 128.</param>
    /// <param name="buffers">Shared with states that run at other times; its own when null.</param>
    public DecoderState(DecoderModel model, int chunk, DecoderBuffers? buffers = null)
    {
        (_model, _chunk) = (model, chunk);
        _buffers = buffers ?? new(model.Graph, Capacity(model));
        _memory = model.Trial.InPlace ? new InPlaceMemory(model.Graph, Capacity(model)) : new GrowingMemory(model.Graph);
        _binding = model.Session.CreateIoBinding();
    }

    /// <summary>Tokens that a state has room for.</summary>
    public static int Capacity(DecoderModel model) => model.ContextTokens;

    /// <summary>Tokens read so far.</summary>
    public IReadOnlyList<int> Tokens => _tokens;

    /// <summary>Bytes of keys and values.</summary>
    public long Bytes => _memory.Bytes;

    /// <summary>How many tokens of a prompt need not be read: what it begins with in the same way, less what has to be read to know what follows.</summary>
    public int Shared(ReadOnlySpan<int> prompt)
    {
        var shared = Math.Max(Math.Min(CollectionsMarshal.AsSpan(_tokens).CommonPrefixLength(prompt), prompt.Length - LeastTogether), 0);
        return _model.Trial.Apart ? shared : WholeParts(shared);
    }

    /// <summary>Forgets all but what a prompt begins with in the same way, and returns its length.</summary>
    public int KeepStart(ReadOnlySpan<int> prompt)
    {
        Keep(Shared(prompt));
        return _tokens.Count;
    }

    /// <summary>Forgets all but the first tokens.</summary>
    public void Keep(int length)
    {
        _memory.Keep(length);
        _tokens.RemoveRange(length, _tokens.Count - length);
        _inWholeParts = WholeParts(length);
    }

    /// <summary>Begins as another state does.</summary>
    public void Copy(DecoderState from, int length)
    {
        _memory.Copy(from._memory, length);
        _tokens.Clear();
        _tokens.AddRange(CollectionsMarshal.AsSpan(from._tokens)[..length]);
        _inWholeParts = from.WholeParts(length);
    }

    /// <summary>Gives back memory that is needed only while it reads.</summary>
    public void Rest() => _memory.Rest();

    /// <summary>How many of so many tokens are read at once; never such that one is left over.</summary>
    public int Part(int tokens) => Math.Min(tokens, tokens == _chunk + 1 ? _chunk - 1 : _chunk);

    /// <summary>Reads tokens and returns what may follow each of the last <paramref name="rows"/> of them: a number for each token of the vocabulary, valid until the next call.</summary>
    /// <param name="rows">At most as many as are read at once.</param>
    public ReadOnlySpan<float> Feed(ReadOnlySpan<int> tokens, RunOptions options, int rows = 1)
    {
        while (tokens.Length > _chunk)
        {
            var part = Part(tokens.Length);
            Run(tokens[..part], 1, options);
            tokens = tokens[part..];
        }
        return tokens.Length >= LeastTogether || !_model.Trial.Pairs ? Run(tokens, rows, options) : Pair(tokens[0], options);
    }

    public void Dispose()
    {
        _binding.Dispose();
        _memory.Dispose();
    }

    /// <summary>A token with a second row: itself again, which is forgotten, or at the end of the context the token before it, read once more.</summary>
    private ReadOnlySpan<float> Pair(int token, RunOptions options)
    {
        if (_tokens.Count + LeastTogether <= Capacity(_model))
        {
            (_pair[0], _pair[1]) = (token, token);
            var logits = Run(_pair, LeastTogether, options)[.._model.Graph.Vocabulary];
            Keep(_tokens.Count - 1);
            return logits;
        }
        (_pair[0], _pair[1]) = (_tokens[^1], token);
        Keep(_tokens.Count - 1);
        return Run(_pair, LeastTogether, options)[_model.Graph.Vocabulary..];
    }

    /// <summary>How many of the first tokens were read in whole parts from the beginning on, as they are read when nothing is known.</summary>
    private int WholeParts(int length) => Math.Min(length, _inWholeParts) / _chunk * _chunk;

    private ReadOnlySpan<float> Run(ReadOnlySpan<int> tokens, int rows, RunOptions options)
    {
        var past = _tokens.Count;
        _memory.Bind(_binding, past, tokens.Length);
        var logits = _buffers.Run(_model.Session, _binding, tokens, past, rows, options);
        _memory.Ran(past + tokens.Length);
        _tokens.AddRange(tokens);
        if (_inWholeParts == past && tokens.Length == _chunk)
            _inWholeParts += _chunk;
        return logits;
    }
}
