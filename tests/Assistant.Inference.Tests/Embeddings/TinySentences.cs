using System.Globalization;
using System.Text.Json;
using Assistant.Inference.Tests.Exports;

namespace Assistant.Inference.Tests.Embeddings;

/// <summary>A folder with one sentence model that makes a number of each token's id: the id itself, or its negative root, which is no number.</summary>
internal sealed class TinySentences : IDisposable
{
    public const string Name = "tiny-sentences";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sentences-");

    /// <param name="longest">Tokens of a window.</param>
    public TinySentences(int longest, bool numbers = true)
    {
        var model = _folder.CreateSubdirectory(Name);
        var graph = new OnnxGraph("sentences");
        graph.Input("input_ids", OnnxGraph.Int64, "texts", "tokens");
        var ids = graph.Node("Unsqueeze", [graph.Node("Cast", ["input_ids"], attributes: ("to", (object)(long)OnnxGraph.Float)), graph.Constant([2L])]);
        graph.Node(numbers ? "Identity" : "Sqrt", [numbers ? ids : graph.Node("Neg", [graph.Node("Add", [ids, graph.Constant([1f], [1])])])], "last_hidden_state");
        graph.Output("last_hidden_state", OnnxGraph.Float, "texts", "tokens", 1L);
        File.WriteAllBytes(System.IO.Path.Combine(model.FullName, "model.onnx"), graph.Model());
        File.WriteAllText(System.IO.Path.Combine(model.FullName, "config.json"), $$"""{"max_position_embeddings": {{longest.ToString(CultureInfo.InvariantCulture)}}}""");
        var vocabulary = new Dictionary<string, int> { ["[UNK]"] = 0, ["a"] = 1, ["##a"] = 2 };
        File.WriteAllText(
            System.IO.Path.Combine(model.FullName, "tokenizer.json"),
            JsonSerializer.Serialize(new { model = new { type = "WordPiece", unk_token = "[UNK]", continuing_subword_prefix = "##", max_input_chars_per_word = 1000, vocab = vocabulary } }));
    }

    public string Path => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
