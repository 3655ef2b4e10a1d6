using Assistant.Inference.Models;
using Assistant.Inference.Speech.Whisper;
using Assistant.Inference.Tests.Exports;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Tests.Speech.Whisper;

public sealed class FlexibleEncoderTests : IDisposable
{
    private const int Bands = 4, Width = 3;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("encoder-");

    /// <summary>Each frame stands for itself here, so the fewer are the first of the many.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Edit_TableOfPositions_HearsAsManyFramesAsThereAre(bool behindACast, bool tableSecond)
    {
        var path = Write(Encoder(behindACast, tableSecond, 1500));
        var edited = FlexibleEncoder.Edit(path);
        Assert.NotNull(edited);
        // The process has one environment, which must not be made by a bare session.
        _ = new OnnxEnvironment(Options.Create(new InferenceOptions()), NullLogger<OnnxEnvironment>.Instance);
        using var options = new SessionOptions();
        using var whole = new InferenceSession(path);
        using var flexible = new SessionFactory().Create(path, edited, options);

        var expected = Heard(whole, 3000);
        Assert.Equal(1500 * Width, expected.Length);
        Assert.Equal(expected, Heard(flexible, 3000));
        Assert.Equal(expected[..(150 * Width)], Heard(flexible, 300));
    }

    [Fact]
    public void Edit_AnotherTable_IsLeftAlone()
    {
        Assert.Null(FlexibleEncoder.Edit(Write(Encoder(false, true, 1))));
        Assert.Null(FlexibleEncoder.Edit(Path.Combine(_folder.FullName, "absent.onnx")));
    }

    [Fact]
    public void Edit_BrokenFiles_AreLeftToWhoeverLoadsThem()
    {
        var path = Write(Encoder(true, true, 1500));
        var whole = File.ReadAllBytes(path);
        var random = new Random(3);
        for (var i = 0; i < 300; i++)
        {
            var broken = whole[..random.Next(whole.Length)];
            for (var flip = 0; flip < 8 && broken.Length > 0; flip++)
                broken[random.Next(Math.Min(broken.Length, 600))] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, broken);
            _ = FlexibleEncoder.Edit(path);
        }
    }

    [Theory]
    [InlineData(4, 10, 0, 1000)]
    [InlineData(4, 10, 5.0, 1000)]
    [InlineData(4, 10, 6.5, 1100)]
    [InlineData(4, 10, 29, 3000)]
    [InlineData(30, 30, 1, 3000)]
    public void Frames_OfARecording_AreItsOwnAndATailsInWholeSeconds(double tail, double least, double seconds, int frames) =>
        Assert.Equal(frames, new EncoderWindow(tail, least).Frames((int)(seconds * 16_000)));

    public void Dispose() => _folder.Delete(recursive: true);

    private static OnnxGraph Encoder(bool behindACast, bool tableSecond, int positions)
    {
        var graph = new OnnxGraph("encoder");
        graph.Input("input_features", OnnxGraph.Float, "batch", Bands, 3000);
        graph.Output("last_hidden_state", OnnxGraph.Float, "batch", 1500, Width);
        var every = graph.Node("Slice", ["input_features", graph.Constant(0), graph.Constant(long.MaxValue), graph.Constant(2), graph.Constant(2)]);
        var frames = graph.Node("MatMul", [graph.Node("Transpose", [every], attributes: ("perm", (long[])[0, 2, 1])), graph.Constant([.. Enumerable.Range(1, Bands * Width).Select(n => n / 5f)], [Bands, Width])]);
        var table = graph.Constant([.. Enumerable.Range(0, positions * Width).Select(n => MathF.Cos(n))], [positions, Width]);
        if (behindACast)
            table = graph.Node("Cast", [table], attributes: ("to", (long)OnnxGraph.Float));
        var heard = graph.Node("Add", tableSecond ? [frames, table] : [table, frames]);
        graph.Node("Mul", [heard, graph.Constant([2f], [1])], "last_hidden_state");
        return graph;
    }

    private string Write(OnnxGraph graph)
    {
        var path = Path.Combine(_folder.FullName, "encoder.onnx");
        File.WriteAllBytes(path, graph.Model());
        return path;
    }

    private static float[] Heard(InferenceSession session, int frames)
    {
        // The same beginning whatever the length.
        var mel = new float[Bands * frames];
        for (var band = 0; band < Bands; band++)
            for (var frame = 0; frame < frames; frame++)
                mel[(band * frames) + frame] = MathF.Sin((band * 7) + frame);
        using var features = OrtValue.CreateTensorValueFromMemory(mel, [1, Bands, frames]);
        using var options = new RunOptions();
        using var heard = session.Run(options, ["input_features"], [features], ["last_hidden_state"]);
        return heard[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
