using System.Text.Json.Nodes;

namespace Assistant.Inference.Tests.Exports;

/// <summary>
/// A voice in the layout of Piper's exports that says what it was given: a sample of 1, the three scales by 10, the speaker by 10, the length by 10,000, then each id by 1,000, and as many
/// samples again as there are ids from a table of seeded weights, smaller than the rest.
/// </summary>
internal static class TinyVits
{
    public const int SampleRate = 16_000;

    /// <summary>Samples before the first id.</summary>
    public const int Head = 6;

    private const string Known = "_^$ .,;:?!həlowɜdaɪʊˈːɹjunsitkpmbɡfvzrxgec\u0303";

    /// <summary>Writes NAME/NAME.onnx and its description.</summary>
    public static void Write(string folder, string name, string language, int speakers = 1, bool nan = false, bool withSid = true, string input = "input", Action<JsonObject>? change = null)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, name)).FullName, $"{name}.onnx");
        File.WriteAllBytes(path, Graph(nan, withSid, input));
        var description = Description(language, speakers);
        change?.Invoke(description);
        File.WriteAllText(path + ".json", description.ToJsonString());
    }

    public static long IdOf(char phoneme) => Known.IndexOf(phoneme, StringComparison.Ordinal);

    private static JsonObject Description(string language, int speakers)
    {
        var map = new JsonObject();
        foreach (var phoneme in Known)
            map[phoneme.ToString()] = new JsonArray(IdOf(phoneme));
        var names = new JsonObject();
        if (speakers > 1)
            names["anna"] = speakers - 1;
        return new JsonObject
        {
            ["audio"] = new JsonObject { ["sample_rate"] = SampleRate, ["quality"] = "x_low" },
            ["espeak"] = new JsonObject { ["voice"] = language.ToLowerInvariant() },
            ["language"] = new JsonObject { ["code"] = language.Replace('-', '_') },
            ["inference"] = new JsonObject { ["noise_scale"] = 0.5, ["length_scale"] = 1.5, ["noise_w"] = 0.75 },
            ["phoneme_type"] = "espeak",
            ["num_symbols"] = 256,
            ["num_speakers"] = speakers,
            ["speaker_id_map"] = names,
            ["phoneme_id_map"] = map,
        };
    }

    private static byte[] Graph(bool nan, bool withSid, string input)
    {
        var graph = new OnnxGraph("vits");
        graph.Input(input, OnnxGraph.Int64, "batch", "phonemes");
        graph.Input("input_lengths", OnnxGraph.Int64, "batch");
        graph.Input("scales", OnnxGraph.Float, 3);
        if (withSid)
            graph.Input("sid", OnnxGraph.Int64, "batch");
        var random = new Random(5);
        var table = graph.Constant([.. Enumerable.Range(0, 256).Select(_ => (float)((random.NextDouble() - 0.5) / 4))], [256]);
        var parts = new[]
        {
            graph.Constant([1f], [1]),
            graph.Node("Mul", ["scales", graph.Constant([nan ? float.NaN : 0.1f], [1])]),
            withSid ? Scaled(graph, "sid", 0.1f) : graph.Constant([0f], [1]),
            Scaled(graph, "input_lengths", 0.0001f),
            Scaled(graph, input, 0.001f),
            graph.Node("Reshape", [graph.Node("Gather", [table, input]), graph.Constant(-1L)]),
        };
        graph.Node("Reshape", [graph.Node("Concat", parts, attributes: ("axis", 0L)), graph.Constant(1L, 1L, 1L, -1L)], "output");
        graph.Output("output", OnnxGraph.Float, "batch", "time", 1, "samples");
        return graph.Model();
    }

    private static string Scaled(OnnxGraph graph, string ids, float factor) =>
        graph.Node("Mul", [graph.Node("Cast", [graph.Node("Reshape", [ids, graph.Constant(-1L)])], attributes: ("to", (long)OnnxGraph.Float)), graph.Constant([factor], [1])]);
}
