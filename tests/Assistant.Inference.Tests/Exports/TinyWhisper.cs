using System.Text.Json;
using System.Text.Json.Nodes;

namespace Assistant.Inference.Tests.Exports;

/// <summary>
/// A Whisper-like export with seeded weights, in float32 or float16: the encoder is a projection of every other frame, the decoder adds up what was heard and said, and guesses by its
/// embeddings. Tokens are those of an installed Whisper.
/// </summary>
internal static class TinyWhisper
{
    private const int Width = 8, Heads = 2, Size = Width / Heads, Bands = 80, Vocabulary = 51_865;

    private const int Start = 50_258, English = 50_259;

    /// <param name="source">An installed Whisper's folder, for its tokenizer.</param>
    /// <param name="certainty">How much larger the numbers are by which it guesses: large ones have it say one token for ever, whatever the temperature; NaN gives no numbers.</param>
    /// <param name="deaf">It hears nothing, and takes everything for English, without being sure.</param>
    /// <param name="positions">The encoder adds a table of positions, as real ones do: it can be made to read fewer frames.</param>
    /// <param name="languages">Without them it is a model of English alone.</param>
    public static void Write(string folder, string source, bool halfEncoder, bool halfDecoder, float certainty = 1, bool deaf = false, bool positions = false, bool languages = true)
    {
        var onnx = Directory.CreateDirectory(Path.Combine(folder, "onnx")).FullName;
        foreach (var file in new[] { "tokenizer.json", "generation_config.json" })
            File.Copy(Path.Combine(source, file), Path.Combine(folder, file));
        if (!languages)
            ForgetLanguages(Path.Combine(folder, "generation_config.json"));
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(new { model_type = "whisper", decoder_attention_heads = Heads, d_model = Width, num_mel_bins = Bands, max_target_positions = 448 }));
        File.WriteAllBytes(Path.Combine(onnx, $"encoder_model{(halfEncoder ? "_fp16" : "")}.onnx"), Encoder(halfEncoder, deaf, positions));
        File.WriteAllBytes(Path.Combine(onnx, $"decoder_model_merged{(halfDecoder ? "_fp16" : "")}.onnx"), Decoder(halfDecoder, certainty, deaf));
    }

    private static void ForgetLanguages(string path)
    {
        var config = JsonNode.Parse(File.ReadAllBytes(path))!.AsObject();
        config.Remove("lang_to_id");
        config["is_multilingual"] = false;
        File.WriteAllText(path, config.ToJsonString());
    }

    private static byte[] Encoder(bool half, bool deaf, bool positions)
    {
        var graph = new Typed("encoder", half);
        var features = graph.Input("input_features", "batch", Bands, 3000);
        var every = graph.Node("Slice", [features, graph.Constant(0), graph.Constant(3000), graph.Constant(2), graph.Constant(2)]);
        var frames = graph.Node("Transpose", [every], ("perm", (long[])[0, 2, 1]));
        var heard = graph.Node("MatMul", [frames, graph.Weights(Bands, Width, 11, deaf ? 0 : 1)]);
        graph.Output(positions ? graph.Node("Add", [heard, graph.Weights(1500, Width, 13)]) : heard, "last_hidden_state", "batch", 1500, Width);
        return graph.Model();
    }

    private static byte[] Decoder(bool half, float certainty, bool deaf)
    {
        var graph = new Typed("decoder", half);
        graph.Whole("input_ids", OnnxGraph.Int64, "batch", "tokens");
        graph.Whole("use_cache_branch", OnnxGraph.Bool, 1);
        var heard = Split(graph, graph.Input("encoder_hidden_states", "batch", "frames", Width));
        var table = graph.Weights(Vocabulary, Width, 12, certainty, deaf);
        var said = graph.Node("Gather", [table, "input_ids"]);
        var state = said;
        foreach (var (kind, parts) in new[] { ("decoder", Split(graph, said)), ("encoder", heard) })
            foreach (var part in new[] { "key", "value" })
            {
                var past = graph.Input($"past_key_values.0.{kind}.{part}", "batch", Heads, $"past_{kind}", Size);
                var all = graph.Node("Concat", [past, parts], ("axis", 2L));
                graph.Output(all, $"present.0.{kind}.{part}", "batch", Heads, $"all_{kind}", Size);
                state = graph.Node("Add", [state, graph.Node("Reshape", [graph.Node("ReduceMean", [all], ("axes", (long[])[2]), ("keepdims", 1L)), graph.Constant(1, 1, Width)])]);
            }
        graph.Output(graph.Node("MatMul", [state, graph.Node("Transpose", [table], ("perm", (long[])[1, 0]))]), "logits", "batch", "tokens", Vocabulary);
        return graph.Model();
    }

    private static string Split(Typed graph, string x) =>
        graph.Node("Transpose", [graph.Node("Reshape", [x, graph.Constant(1, -1, Heads, Size)])], ("perm", (long[])[0, 2, 1, 3]));

    /// <summary>Computes in float32 whatever goes in and out.</summary>
    private sealed class Typed(string name, bool half)
    {
        private readonly OnnxGraph _graph = new(name);

        private int Type => half ? OnnxGraph.Half : OnnxGraph.Float;

        public void Whole(string input, int type, params object[] shape) => _graph.Input(input, type, shape);

        public string Input(string input, params object[] shape)
        {
            _graph.Input(input, Type, shape);
            return _graph.Node("Cast", [input], attributes: ("to", (long)OnnxGraph.Float));
        }

        public void Output(string value, string output, params object[] shape)
        {
            _graph.Node("Cast", [value], output, attributes: ("to", (long)Type));
            _graph.Output(output, Type, shape);
        }

        public string Node(string kind, string[] inputs, params (string Name, object Value)[] attributes) => _graph.Node(kind, inputs, attributes: attributes);

        public string Constant(params long[] numbers) => _graph.Constant(numbers);

        /// <param name="english">What follows the first token is most like English.</param>
        public string Weights(int rows, int columns, int seed, float scale = 1, bool english = false)
        {
            var random = new Random(seed);
            float[] numbers = [.. Enumerable.Range(0, rows * columns).Select(_ => (float)(random.NextDouble() - 0.5) * scale)];
            for (var i = 0; english && i < columns; i++)
                numbers[(English * columns) + i] = 1.6f * numbers[(Start * columns) + i];
            return _graph.Constant(numbers, [rows, columns]);
        }

        public byte[] Model() => _graph.Model();
    }
}
