using System.Text.Json;
using Assistant.Inference.Tests.Exports;

namespace Assistant.Inference.Tests.Embeddings;

/// <summary>A folder with one sentence model that makes a number of each token's id: the id itself, or its negative root, which is no number.</summary>
internal sealed class TinySentences : IDisposable
{
    public const string Name = "tiny-sentences";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sentences-");

    /// <param name="longest">Tokens of a window.</param>
    /// <param name="symbolic">The file does not say how many numbers a token has.</param>
    /// <param name="hidden">How many config.json says; it is one.</param>
    /// <param name="pooled">It gives a text's vector as well: 3 and 4.</param>
    /// <param name="tokens">It gives the vectors of tokens.</param>
    public TinySentences(int longest, bool numbers = true, bool symbolic = false, int hidden = 1, bool pooled = false, bool tokens = true)
    {
        var model = _folder.CreateSubdirectory(Name);
        var graph = new OnnxGraph("sentences");
        graph.Input("input_ids", OnnxGraph.Int64, "texts", "tokens");
        var ids = graph.Node("Unsqueeze", [graph.Node("Cast", ["input_ids"], attributes: ("to", (object)(long)OnnxGraph.Float)), graph.Constant([2L])]);
        if (symbolic)
        {
            // One, which nobody knows before it is computed.
            var most = graph.Node("Add", [graph.Node("Unsqueeze", [graph.Node("ReduceMax", ["input_ids"], attributes: ("keepdims", (object)0L)), graph.Constant([0L])]), graph.Constant([1L])]);
            ids = graph.Node("Reshape", [ids, graph.Node("Concat", [graph.Node("Shape", ["input_ids"]), graph.Node("Div", [most, most])], attributes: ("axis", (object)0L))]);
        }
        // Of all ids, and yet always the same.
        if (pooled)
        {
            var nothing = graph.Node("Mul", [graph.Node("Cast", [graph.Node("ReduceMax", ["input_ids"], attributes: ("keepdims", (object)1L))], attributes: ("to", (object)(long)OnnxGraph.Float)), graph.Constant([0f], [1])]);
            var both = graph.Node("Add", [nothing, graph.Constant([3f, 4f], [1, 2])]);
            if (symbolic)
                both = graph.Node("Reshape", [both, graph.Node("Concat", [graph.Constant([1L]), graph.Constant([-1L])], attributes: ("axis", (object)0L))]);
            graph.Node("Identity", [both], "sentence_embedding");
        }
        if (tokens)
            graph.Node(numbers ? "Identity" : "Sqrt", [numbers ? ids : graph.Node("Neg", [graph.Node("Add", [ids, graph.Constant([1f], [1])])])], "last_hidden_state");
        if (tokens)
            graph.Output("last_hidden_state", OnnxGraph.Float, "texts", "tokens", symbolic ? "size" : 1L);
        if (pooled)
            graph.Output("sentence_embedding", OnnxGraph.Float, "texts", symbolic ? "pooled" : 2L);
        File.WriteAllBytes(System.IO.Path.Combine(model.FullName, "model.onnx"), graph.Model());
        File.WriteAllText(System.IO.Path.Combine(model.FullName, "config.json"), JsonSerializer.Serialize(new { max_position_embeddings = longest, hidden_size = hidden }));
        var vocabulary = new Dictionary<string, int> { ["[UNK]"] = 0, ["a"] = 1, ["##a"] = 2 };
        File.WriteAllText(
            System.IO.Path.Combine(model.FullName, "tokenizer.json"),
            JsonSerializer.Serialize(new { model = new { type = "WordPiece", unk_token = "[UNK]", continuing_subword_prefix = "##", max_input_chars_per_word = 1000, vocab = vocabulary } }));
    }

    public string Path => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
