using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Language;

/// <summary>
/// For a graph that writes past and what is new to another place: two blocks that change roles after each run, each growing in steps, so that the only copy is the one
/// that the graph makes. A tensor lies packed (head, token, number) at the beginning of its part of the block.
/// </summary>
internal sealed unsafe class GrowingMemory(DecoderGraph graph) : KeyValueMemory
{
    private const int StepTokens = 256;

    private readonly List<OrtValue> _values = [];
    private Block _past;
    private Block _present;
    private int _length;

    public override long Bytes => graph.BytesPerToken * (_past.Capacity + _present.Capacity);

    public override void Bind(OrtIoBinding binding, int past, int count)
    {
        // The first run has an empty past, which still needs an address.
        Reserve(ref _past, Math.Max(past, 1));
        Reserve(ref _present, past + count);
        Release();
        byte* from = _past.Start, to = _present.Start;
        foreach (var tensor in graph.Cache)
        {
            var row = (long)tensor.Heads * tensor.Size * graph.CacheElementBytes;
            binding.BindInput(tensor.Past, Value(tensor, from, past, row));
            binding.BindOutput(tensor.Present, Value(tensor, to, past + count, row));
            from += row * _past.Capacity;
            to += row * _present.Capacity;
        }
    }

    public override void Ran(int length)
    {
        (_past, _present) = (_present, _past);
        _length = length;
    }

    public override void Keep(int length)
    {
        if (length >= _length)
            return;
        Pack(_past, _past, length);
        _length = length;
    }

    public override void Copy(KeyValueMemory from, int length)
    {
        var other = (GrowingMemory)from;
        Reserve(ref _past, Math.Max(length, 1));
        other.Pack(other._past, _past, length);
        _length = length;
    }

    public override void Rest()
    {
        Release();
        Free(ref _present);
    }

    public override void Dispose()
    {
        Release();
        Free(ref _past);
        Free(ref _present);
    }

    /// <summary>Moves the first tokens of each head together; heads move towards the start, so that nothing is overwritten before it has moved.</summary>
    private void Pack(Block source, Block target, int length)
    {
        byte* from = source.Start, to = target.Start;
        foreach (var tensor in graph.Cache)
        {
            var row = (long)tensor.Size * graph.CacheElementBytes;
            for (var head = 0; head < tensor.Heads; head++)
                Buffer.MemoryCopy(from + (row * _length * head), to + (row * length * head), row * length, row * length);
            from += row * tensor.Heads * source.Capacity;
            to += row * tensor.Heads * target.Capacity;
        }
    }

    private OrtValue Value(CacheTensor tensor, byte* at, int tokens, long row)
    {
        var value = OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, graph.CacheType, [1, tensor.Heads, tokens, tensor.Size], (nint)at, row * tokens);
        _values.Add(value);
        return value;
    }

    /// <summary>For how many tokens memory is taken where so many are needed.</summary>
    public static int Rounded(int tokens) => (tokens + StepTokens - 1) / StepTokens * StepTokens;

    /// <summary>What is in the block is lost when it is too small: it is the one that is written next, or empty.</summary>
    private void Reserve(ref Block block, int tokens)
    {
        if (block.Capacity >= tokens)
            return;
        Free(ref block);
        var capacity = Rounded(tokens);
        block = new((byte*)NativeMemory.Alloc((nuint)(graph.BytesPerToken * capacity)), capacity);
    }

    private static void Free(ref Block block)
    {
        NativeMemory.Free(block.Start);
        block = default;
    }

    private void Release()
    {
        _values.ForEach(value => value.Dispose());
        _values.Clear();
    }

    private readonly struct Block(byte* start, int capacity)
    {
        public byte* Start => start;
        public int Capacity => capacity;
    }
}
