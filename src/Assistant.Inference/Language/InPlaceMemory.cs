using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Language;

/// <summary>
/// One block at full capacity, bound once as past and as present: GroupQueryAttention sees that both are the same memory, takes the length from the mask and appends, so
/// that a step copies nothing. Pages take memory once they are written. Layout: tensor, head, token, number.
/// </summary>
internal sealed unsafe class InPlaceMemory : KeyValueMemory
{
    private readonly DecoderGraph _graph;
    private readonly int _capacity;
    private readonly List<OrtValue> _values = [];
    private readonly byte* _block;
    private bool _bound;
    private int _written;

    /// <param name="capacity">Tokens.</param>
    public InPlaceMemory(DecoderGraph graph, int capacity)
    {
        (_graph, _capacity) = (graph, capacity);
        _block = (byte*)NativeMemory.Alloc((nuint)(graph.BytesPerToken * capacity));
        var at = _block;
        foreach (var tensor in graph.Cache)
        {
            var bytes = (long)tensor.Heads * capacity * tensor.Size * graph.CacheElementBytes;
            _values.Add(OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, graph.CacheType, [1, tensor.Heads, capacity, tensor.Size], (nint)at, bytes));
            at += bytes;
        }
    }

    public override long Bytes => _graph.BytesPerToken * _written;

    public override void Bind(OrtIoBinding binding, int past, int count)
    {
        // Counted before the run: a run that is cancelled half-way has written too.
        _written = Math.Max(_written, past + count);
        if (_bound)
            return;
        for (var i = 0; i < _values.Count; i++)
        {
            binding.BindInput(_graph.Cache[i].Past, _values[i]);
            binding.BindOutput(_graph.Cache[i].Present, _values[i]);
        }
        _bound = true;
    }

    public override void Ran(int length)
    {
    }

    public override void Keep(int length)
    {
    }

    public override void Copy(KeyValueMemory from, int length)
    {
        var other = (InPlaceMemory)from;
        byte* target = _block, source = other._block;
        foreach (var tensor in _graph.Cache)
        {
            var row = (long)tensor.Size * _graph.CacheElementBytes;
            for (var head = 0; head < tensor.Heads; head++, target += row * _capacity, source += row * other._capacity)
                NativeMemory.Copy(source, target, (nuint)(row * length));
        }
        _written = Math.Max(_written, length);
    }

    public override void Dispose()
    {
        _values.ForEach(value => value.Dispose());
        NativeMemory.Free(_block);
    }
}
