using Assistant.Inference.Language;
using Assistant.Inference.Models;
using Assistant.Inference.Tests.Exports;
using Assistant.Inference.Tests.Language.Exports;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Tests.Language;

public sealed class LastRowsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rows-");

    [Theory]
    [InlineData("")]
    [InlineData("Cast")]
    [InlineData("Softcap")]
    public void Edit_LastMatrix_GivesTheSameNumbersForTheLastTokensOnly(string behind)
    {
        var path = Write(Head(behind));
        var edited = LastRows.Edit(path);
        Assert.NotNull(edited);
        // The process has one environment, which must not be made by a bare session.
        _ = new OnnxEnvironment(Options.Create(new InferenceOptions()), NullLogger<OnnxEnvironment>.Instance);
        using var options = new SessionOptions();
        using var whole = new InferenceSession(path);
        using var cut = new SessionFactory().Create(path, edited, options);

        var expected = Logits(whole, null);
        Assert.Equal(5 * 3, expected.Length);
        foreach (var rows in new long[] { 1, 2, 5 })
            Assert.Equal(expected[^(int)(rows * 3)..], Logits(cut, rows));
    }

    [Fact]
    public void Edit_ExportThatHasTheInput_IsLeftAlone() => Assert.Null(LastRows.Edit(Tiny(new() { LogitsToKeep = true })));

    [Fact]
    public void Edit_ActivationsQuantisedTogether_IsLeftAlone()
    {
        // What is quantised for the last matrix would be another set of numbers.
        var graph = Head("Quantised");
        Assert.Null(LastRows.Edit(Write(graph)));
    }

    [Fact]
    public void Edit_NoModel_IsLeftToWhoeverLoadsIt()
    {
        var path = Write(Head(""));
        var whole = File.ReadAllBytes(path);
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var broken = whole[..random.Next(whole.Length)];
            for (var flip = 0; flip < 8 && broken.Length > 0; flip++)
                broken[random.Next(broken.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, broken);
            _ = LastRows.Edit(path);
        }
        Assert.Null(LastRows.Edit(Path.Combine(_folder.FullName, "absent.onnx")));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Tiny(DecoderExport export) => Path.Combine(export.Write(Path.Combine(_folder.FullName, "tiny")), "onnx", "model.onnx");

    /// <summary>hidden [1, n, 4] -> (twice) -> last matrix -> logits [1, n, 3].</summary>
    private static OnnxGraph Head(string behind)
    {
        var graph = new OnnxGraph("head");
        graph.Input("hidden", OnnxGraph.Float, 1, "n", 4);
        graph.Output("logits", OnnxGraph.Float, 1, "given", 3);
        var hidden = graph.Node("Add", ["hidden", "hidden"]);
        var matrix = graph.Constant([.. Enumerable.Range(0, 12).Select(number => number / 7f)], [4, 3]);
        switch (behind)
        {
            case "":
                graph.Node("MatMul", [hidden, matrix], "logits");
                break;
            case "Cast":
                graph.Node("Cast", [graph.Node("Cast", [graph.Node("MatMul", [hidden, matrix])], attributes: ("to", OnnxGraph.Half))], "logits", attributes: ("to", OnnxGraph.Float));
                break;
            case "Softcap":
                var cap = graph.Constant([30f], [1]);
                graph.Node("Mul", [graph.Node("Tanh", [graph.Node("Div", [graph.Node("MatMul", [hidden, matrix]), cap])]), cap], "logits");
                break;
            default:
                var quantised = graph.Nodes("DynamicQuantizeLinear", [hidden], ["q", "scale", "zero"]);
                var product = graph.Node("MatMulInteger", [quantised[0], graph.Constant([.. Enumerable.Range(0, 12).Select(number => (sbyte)number)], [4, 3]), quantised[2]]);
                graph.Node("Mul", [graph.Node("Cast", [product], attributes: ("to", OnnxGraph.Float)), quantised[1]], "logits");
                break;
        }
        return graph;
    }

    private string Write(OnnxGraph graph)
    {
        var path = Path.Combine(_folder.FullName, "head.onnx");
        File.WriteAllBytes(path, graph.Model());
        return path;
    }

    private static float[] Logits(InferenceSession session, long? rows)
    {
        using var hidden = OrtValue.CreateTensorValueFromMemory(Enumerable.Range(0, 20).Select(number => MathF.Sin(number)).ToArray(), [1, 5, 4]);
        using var keep = OrtValue.CreateTensorValueFromMemory(new[] { rows ?? 0 }, [1]);
        var inputs = new Dictionary<string, OrtValue> { ["hidden"] = hidden };
        if (rows is not null)
            inputs[LastRows.Input] = keep;
        using var options = new RunOptions();
        using var results = session.Run(options, inputs, ["logits"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
