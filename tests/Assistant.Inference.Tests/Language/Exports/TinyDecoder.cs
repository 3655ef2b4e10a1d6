using System.Text.Json;
using Assistant.Inference.Tests.Exports;
using Assistant.Inference.Tokenizers;

namespace Assistant.Inference.Tests.Language.Exports;

/// <summary>A Llama-like decoder over bytes with seeded random weights, written as the nodes that exports have: rotary positions, grouped keys, a gated MLP.</summary>
internal sealed class TinyDecoder(DecoderExport export)
{
    public const int Vocabulary = 258, Hidden = 64, Heads = 4, KeyHeads = 2, Size = 16, Inner = 96, Positions = 512, End = 1;

    private const string Microsoft = "com.microsoft";
    private const float Epsilon = 1e-5f;

    private readonly OnnxGraph _graph = new("tiny") { Beside = export.Beside is { } beside ? (export.File + ".onnx_data", beside) : null };

    // The same seed gives the same weights whatever the shape of the export.
#pragma warning disable CA5394
    private readonly Random _random = new(20_261);
#pragma warning restore CA5394
    private string _positions = "";
    private string _total = "";
    private string _mask = "";
    private string _cos = "";
    private string _sin = "";

    public static string TokenizerJson()
    {
        var vocabulary = Enumerable.Range(0, 256).ToDictionary(value => ByteLetters.Letter((byte)value).ToString(), value => value + 2);
        object Marker(int id, string content) => new { id, content, special = true, single_word = false, lstrip = false, rstrip = false, normalized = false };
        return JsonSerializer.Serialize(new
        {
            version = "1.0",
            added_tokens = new[] { Marker(0, "<|im_start|>"), Marker(End, "<|im_end|>") },
            pre_tokenizer = new { type = "ByteLevel", add_prefix_space = false, trim_offsets = true, use_regex = true },
            decoder = new { type = "ByteLevel", add_prefix_space = true, trim_offsets = true, use_regex = true },
            model = new { type = "BPE", vocab = vocabulary, merges = Array.Empty<string>() },
        });
    }

    public byte[] Model()
    {
        _graph.Input("input_ids", OnnxGraph.Int64, "batch", "tokens");
        _graph.Input("attention_mask", OnnxGraph.Int64, "batch", "total");
        if (export.Positions)
            _graph.Input("position_ids", OnnxGraph.Int64, "batch", "tokens");
        if (export.LogitsToKeep)
            _graph.Input("num_logits_to_keep", OnnxGraph.Int64);
        if (export.CacheBranch)
            _graph.Input("use_cache_branch", OnnxGraph.Bool, 1);
        if (export.StrangeInput is { } strange)
            _graph.Input(strange, OnnxGraph.Float, 1);
        var embedding = Weights(Vocabulary, Hidden, 16);
        if (export.Poisoned is { } poisoned)
            embedding.AsSpan(poisoned * Hidden, Hidden).Fill(float.NaN);
        var x = _graph.Node("Gather", [_graph.Constant(embedding, [Vocabulary, Hidden]), "input_ids"]);
        var caches = Enumerable.Range(0, export.Layers).Select(Cache).ToList();
        Places(caches[0].Key);
        for (var layer = 0; layer < export.Layers; layer++)
        {
            x = _graph.Node("Add", [x, Attention(Norm(x), layer, caches[layer])]);
            x = _graph.Node("Add", [x, Mlp(Norm(x))]);
        }
        x = Norm(x);
        if (export.LogitsToKeep)
            x = _graph.Node("Slice", [x, _graph.Node("Unsqueeze", [_graph.Node("Neg", ["num_logits_to_keep"]), _graph.Constant(0)]), _graph.Constant(long.MaxValue), _graph.Constant(1)]);
        _graph.Node("MatMul", [x, Matrix(Hidden, Vocabulary, 3)], "logits");
        _graph.Output("logits", OnnxGraph.Float, "batch", "given", Vocabulary);
        return _graph.Model();
    }

    private int CacheType => export.HalfCache ? OnnxGraph.Half : OnnxGraph.Float;

    /// <summary>The inputs and outputs of a layer's cache; with a branch, a past that is only there when the branch says so.</summary>
    private (string Key, string Value) Cache(int layer)
    {
        object[] Shape(string length) => ["batch", export.UnknownSizes ? "heads" : KeyHeads, length, export.UnknownSizes ? "size" : Size];
        string Past(string part)
        {
            var name = $"past_key_values.{layer}.{part}";
            _graph.Input(name, CacheType, Shape("past"));
            _graph.Output($"present.{layer}.{part}", CacheType, Shape("total"));
            return export.CacheBranch ? Branched(name, part + layer) : name;
        }
        return (Past("key"), Past("value"));
    }

    private string Branched(string past, string name)
    {
        OnnxGraph then = new($"then_{name}"), otherwise = new($"else_{name}");
        then.Node("Identity", [past], $"with_{name}");
        then.Output($"with_{name}", CacheType, "batch", KeyHeads, "kept", Size);
        otherwise.Node("Slice", [past, otherwise.Constant(0), otherwise.Constant(0), otherwise.Constant(2)], $"without_{name}");
        otherwise.Output($"without_{name}", CacheType, "batch", KeyHeads, "none", Size);
        return _graph.Node("If", ["use_cache_branch"], attributes: [("then_branch", then), ("else_branch", otherwise)]);
    }

    /// <summary>What attention needs to know of lengths and positions.</summary>
    private void Places(string cache)
    {
        var tokens = Dimension("input_ids", 1);
        string Range(string from, string to) => _graph.Node("Range", [from, to, _graph.Scalar(1)]);
        string PastLength() => Dimension(cache, 2);
        _positions = export.Positions ? "position_ids"
            : export.GroupQueryAttention && !export.PositionsFromCacheShape ? ""
            : _graph.Node("Unsqueeze", [Range(PastLength(), _graph.Node("Add", [PastLength(), tokens])), _graph.Constant(0)]);
        var angles = Enumerable.Range(0, Positions * Size / 2).Select(i => i / (Size / 2) * MathF.Pow(100, -2f * (i % (Size / 2)) / Size)).ToArray();
        var type = export.GroupQueryAttention ? CacheType : OnnxGraph.Float;
        _cos = _graph.Constant(Array.ConvertAll(angles, MathF.Cos), [Positions, Size / 2], type);
        _sin = _graph.Constant(Array.ConvertAll(angles, MathF.Sin), [Positions, Size / 2], type);
        if (export.GroupQueryAttention)
        {
            var lengths = _graph.Node("Sub", [_graph.Node("ReduceSum", ["attention_mask", _graph.Constant(1)], attributes: [("keepdims", 0)]), _graph.Constant(1)]);
            _mask = _graph.Node("Cast", [lengths], attributes: [("to", OnnxGraph.Int32)]);
            _total = _graph.Node("Cast", [Dimension("attention_mask", 1)], attributes: [("to", OnnxGraph.Int32)]);
            return;
        }
        var total = _graph.Node("Add", [PastLength(), tokens]);
        var later = _graph.Node("Greater", [_graph.Node("Unsqueeze", [Range(_graph.Scalar(0), total), _graph.Constant(0)]), _graph.Node("Unsqueeze", [Range(PastLength(), total), _graph.Constant(1)])]);
        _mask = _graph.Node("Where", [later, _graph.Constant([-1e9f], [1]), _graph.Constant([0f], [1])]);
    }

    private string Attention(string x, int layer, (string Key, string Value) past)
    {
        var (q, k, v) = (Times(x, Hidden, Heads * Size), Times(x, Hidden, KeyHeads * Size), Times(x, Hidden, KeyHeads * Size));
        var (present, presentValue) = ($"present.{layer}.key", $"present.{layer}.value");
        string mixed;
        if (export.GroupQueryAttention)
        {
            string[] inputs = [ToCache(q), ToCache(k), ToCache(v), past.Key, past.Value, _mask, _total, _cos, _sin, .. _positions.Length > 0 ? [_positions] : Array.Empty<string>()];
            mixed = FromCache(_graph.Nodes("GroupQueryAttention", inputs, [$"mixed_{layer}", present, presentValue], Microsoft, [("num_heads", Heads), ("kv_num_heads", KeyHeads), ("do_rotary", 1)])[0]);
        }
        else
        {
            var keys = FromCache(_graph.Node("Concat", [past.Key, ToCache(Turn(Split(k, KeyHeads)))], present, attributes: [("axis", 2)]));
            var values = FromCache(_graph.Node("Concat", [past.Value, ToCache(Split(v, KeyHeads))], presentValue, attributes: [("axis", 2)]));
            var scores = _graph.Node("MatMul", [Turn(Split(q, Heads)), _graph.Node("Transpose", [Repeat(keys)], attributes: [("perm", new long[] { 0, 1, 3, 2 })])]);
            scores = _graph.Node("Add", [_graph.Node("Mul", [scores, _graph.Constant([1 / MathF.Sqrt(Size)], [1])]), _mask]);
            var heads = _graph.Node("MatMul", [_graph.Node("Softmax", [scores], attributes: [("axis", -1)]), Repeat(values)]);
            mixed = _graph.Node("Reshape", [_graph.Node("Transpose", [heads], attributes: [("perm", new long[] { 0, 2, 1, 3 })]), _graph.Constant(0, 0, Heads * Size)]);
        }
        return Times(mixed, Heads * Size, Hidden);
    }

    private string Mlp(string x)
    {
        var gate = Times(x, Hidden, Inner);
        var product = _graph.Node("Mul", [_graph.Node("Mul", [gate, _graph.Node("Sigmoid", [gate])]), Times(x, Hidden, Inner)]);
        return Times(product, Inner, Hidden);
    }

    private string Norm(string x)
    {
        var mean = _graph.Node("ReduceMean", [_graph.Node("Mul", [x, x])], attributes: [("axes", new long[] { -1 }), ("keepdims", 1)]);
        return _graph.Node("Div", [x, _graph.Node("Sqrt", [_graph.Node("Add", [mean, _graph.Constant([Epsilon], [1])])])]);
    }

    /// <summary>[batch, tokens, heads * size] -> [batch, heads, tokens, size].</summary>
    private string Split(string x, int heads) =>
        _graph.Node("Transpose", [_graph.Node("Reshape", [x, _graph.Constant(0, 0, heads, Size)])], attributes: [("perm", new long[] { 0, 2, 1, 3 })]);

    private string Turn(string x) => _graph.Node("RotaryEmbedding", [x, _positions, _cos, _sin], domain: Microsoft);

    /// <summary>Each head of keys once for each of the heads that share it.</summary>
    private string Repeat(string x)
    {
        var wide = _graph.Node("Concat", [_graph.Constant(1, KeyHeads, Heads / KeyHeads), _graph.Node("Unsqueeze", [Dimension(x, 2), _graph.Constant(0)]), _graph.Constant(Size)], attributes: [("axis", 0)]);
        return _graph.Node("Reshape", [_graph.Node("Expand", [_graph.Node("Unsqueeze", [x, _graph.Constant(2)]), wide]), _graph.Constant(1, Heads, -1, Size)]);
    }

    private string Dimension(string x, int axis) => _graph.Node("Gather", [_graph.Node("Shape", [x]), _graph.Scalar(axis)]);

    private string ToCache(string x) => export.HalfCache ? _graph.Node("Cast", [x], attributes: [("to", OnnxGraph.Half)]) : x;

    private string FromCache(string x) => export.HalfCache ? _graph.Node("Cast", [x], attributes: [("to", OnnxGraph.Float)]) : x;

    /// <summary>x by a matrix; quantised: the activations of a run together, as in most 8-bit exports.</summary>
    private string Times(string x, int rows, int columns)
    {
        if (export.FourBits)
            return FourBits(x, rows, columns);
        if (!export.QuantisesActivations)
            return _graph.Node("MatMul", [x, Matrix(rows, columns, 1)]);
        var weights = Weights(rows, columns, 1);
        var step = weights.Max(MathF.Abs) / 127;
        var matrix = _graph.Constant(Array.ConvertAll(weights, weight => (sbyte)MathF.Round(weight / step)), [rows, columns]);
        var made = $"quantised_{matrix}";
        var quantised = _graph.Nodes("DynamicQuantizeLinear", [x], [$"{made}_x", $"{made}_scale", $"{made}_zero"]);
        var product = _graph.Node("Cast", [_graph.Node("MatMulInteger", [quantised[0], matrix, quantised[2]])], attributes: [("to", OnnxGraph.Float)]);
        return _graph.Node("Mul", [product, _graph.Node("Mul", [quantised[1], _graph.Constant([step], [1])])]);
    }

    /// <summary>x by a matrix of 4-bit numbers, two a byte, with a scale for each 32 of a column; activations of a row quantised in blocks.</summary>
    private string FourBits(string x, int rows, int columns)
    {
        const int Block = 32;
        var weights = Weights(rows, columns, 1);
        var (packed, scales) = (new byte[rows * columns / 2], new float[rows * columns / Block]);
        for (var column = 0; column < columns; column++)
            for (var row = 0; row < rows; row += Block)
            {
                var block = Enumerable.Range(row, Block).Select(r => weights[(r * columns) + column]).ToArray();
                var (at, scale) = (((column * rows) + row) / Block, block.Max(MathF.Abs) / 7);
                scales[at] = scale;
                for (var i = 0; i < Block; i++)
                    packed[(at * Block / 2) + (i / 2)] |= (byte)(((int)MathF.Round(block[i] / scale) + 8) << (i % 2 * 4));
            }
        return _graph.Node("MatMulNBits", [x, _graph.Constant(packed, [columns, rows / Block, Block / 2]), _graph.Constant(scales, [scales.Length])], domain: Microsoft,
            attributes: [("K", rows), ("N", columns), ("bits", 4), ("block_size", Block), ("accuracy_level", 4)]);
    }

    private string Matrix(int rows, int columns, float scale) => _graph.Constant(Weights(rows, columns, scale), [rows, columns]);

    /// <summary>Normally distributed, so that what a matrix gives is about as large as what it is given, times the scale.</summary>
    private float[] Weights(int rows, int columns, float scale)
    {
        var weights = new float[rows * columns];
#pragma warning disable CA5394 // Not for secrets.
        for (var i = 0; i < weights.Length; i++)
            weights[i] = scale / MathF.Sqrt(rows) * MathF.Sqrt(-2 * MathF.Log(1 - _random.NextSingle())) * MathF.Cos(2 * MathF.PI * _random.NextSingle());
#pragma warning restore CA5394
        return weights;
    }
}
