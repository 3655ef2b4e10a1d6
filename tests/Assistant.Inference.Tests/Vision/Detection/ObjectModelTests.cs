using Assistant.Inference.Models;
using Assistant.Inference.Vision;
using Assistant.Inference.Vision.Detection;
using Assistant.Perception;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Tests.Vision.Detection;

public sealed class ObjectModelTests : IDisposable
{
    private static readonly (byte, byte, byte) s_grey = (114, 114, 114), s_red = (255, 0, 0), s_blue = (0, 0, 255);
    private readonly DirectoryInfo _models = Directory.CreateTempSubdirectory("detectors-");

    public enum Export { Yolo5, Yolo5WithMaps, Yolo8, Yolo9, Yolo10 }

    private string Onnx => Path.Combine(_models.FullName, "yolo-small", "model.onnx");

    [Theory]
    [InlineData(Export.Yolo5, 0.5)]
    [InlineData(Export.Yolo5WithMaps, 0.5)]
    [InlineData(Export.Yolo9, 1)]
    [InlineData(Export.Yolo8, 1)]
    [InlineData(Export.Yolo10, 1)]
    public void Find_YoloExports_GiveLabelsAndBoxesInPixelsOfThePicture(Export export, double sure)
    {
        var detector = export switch
        {
            Export.Yolo5 => SmallDetectors.Yolo5(Onnx),
            Export.Yolo5WithMaps => SmallDetectors.Yolo5(Onnx, maps: true),
            Export.Yolo8 => SmallDetectors.Yolo8(Onnx),
            Export.Yolo9 => SmallDetectors.Yolo10(Onnx, flat: true),
            _ => SmallDetectors.Yolo10(Onnx),
        };
        // Twice as wide as high: half its size in the model's square, 64 grey pixels above and below; a cell is 64 pixels of the picture.
        var picture = ReferencePictures.Painted(512, 256, s_grey, (128, 64, 64, 64, s_red), (448, 192, 64, 64, s_blue));
        var found = Load().Find(picture, new RunOptions());

        Assert.Equal(["red thing", "blue thing"], found.OrderBy(thing => thing.Box.X0).Select(thing => thing.Label));
        Assert.All(found, thing => Assert.Equal(sure, thing.Score, 0.02));
        Assert.All(found, thing => Assert.Equal("yolo-small", thing.Model));
        AssertAround(160, 96, detector.SizeOf(0), 2, found.Single(thing => thing.Label == "red thing").Box);
        // At the edge the box is cut off.
        var blue = found.Single(thing => thing.Label == "blue thing").Box;
        Assert.Equal((512, 256), (blue.X1, blue.Y1));
        Assert.Equal(480 - detector.SizeOf(2).Width, blue.X0, 0.5);
    }

    [Fact]
    public void Find_TallPicture_IsLetterboxedAtItsSides()
    {
        var detector = SmallDetectors.Yolo8(Onnx);
        var found = Load().Find(ReferencePictures.Painted(64, 128, s_grey, (16, 32, 16, 16, s_red)), new RunOptions());

        AssertAround(24, 40, detector.SizeOf(0), 0.5, Assert.Single(found).Box);
    }

    [Fact]
    public void Find_OverlappingBoxesOfOneClass_AreOneObjectAndOtherClassesStay()
    {
        SmallDetectors.Yolo8(Onnx, box: 128);
        // Two red cells side by side, a blue one below: all three boxes overlap by more than half.
        var picture = ReferencePictures.Painted(256, 256, s_grey, (96, 96, 64, 32, s_red), (96, 128, 32, 32, s_blue));

        Assert.Equal(["blue thing", "red thing"], Load().Find(picture, new RunOptions()).Select(thing => thing.Label).Order());
        Assert.Equal(3, Load(new() { ObjectOverlap = 0.95 }).Find(picture, new RunOptions()).Count);
        Assert.Single(Load(new() { MaxObjects = 1 }).Find(picture, new RunOptions()));
    }

    [Fact]
    public void Find_ExportThatSuppressedByItself_IsLeftAsItIs()
    {
        SmallDetectors.Yolo10(Onnx, box: 128);

        Assert.Equal(2, Load().Find(ReferencePictures.Painted(256, 256, s_grey, (96, 96, 64, 32, s_red)), new RunOptions()).Count);
    }

    [Fact]
    public void Find_ModelThatNamesNoClasses_NumbersThem()
    {
        SmallDetectors.Yolo8(Onnx, names: false);

        Assert.Equal("class 2", Assert.Single(Load().Find(ReferencePictures.Painted(256, 256, s_grey, (96, 96, 32, 32, s_blue)), new RunOptions())).Label);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Find_Detr_GivesLabelsAndBoxesInPixelsOfThePicture(bool mask)
    {
        var folder = Path.Combine(_models.FullName, "detr-small");
        var detector = SmallDetectors.Detr(Path.Combine(folder, "onnx", "model.onnx"), mask);
        File.WriteAllText(Path.Combine(folder, "config.json"), """{"architectures":["DetrForObjectDetection"],"id2label":{"0":"red thing","1":"green thing","2":"blue thing"}}""");
        File.WriteAllText(Path.Combine(folder, "preprocessor_config.json"), """{"image_processor_type":"DetrImageProcessor","size":{"height":256,"width":256},"do_normalize":false}""");
        var found = Load(name: "detr-small").Find(ReferencePictures.Painted(512, 256, s_grey, (128, 64, 64, 32, s_red)), new RunOptions());

        var red = Assert.Single(found);
        Assert.Equal("red thing", red.Label);
        Assert.InRange(red.Score, 0.98, 1);
        // Squeezed into the square, so a cell is 64 x 32 pixels of the picture; the sizes of its box too.
        Assert.Equal((160, 80), (red.Box.CenterX, red.Box.CenterY), new WithinPixels(0.5, 0.5));
        Assert.Equal(detector.SizeOf(0).Width * 2, red.Box.Width, 3.0);
        Assert.Equal(detector.SizeOf(0).Height, red.Box.Height, 3.0);
    }

    /// <summary>The architecture says what the last class is where no names tell how many there are.</summary>
    [Theory]
    [InlineData("rt_detr", false)]
    [InlineData("deformable_detr", false)]
    [InlineData("detr", true)]
    public void Find_DetrThatNamesNoClasses_KeepsTheLastWhereItIsOne(string type, bool none)
    {
        var folder = Path.Combine(_models.FullName, "detr-small");
        SmallDetectors.Detr(Path.Combine(folder, "onnx", "model.onnx"), mask: false, none);
        File.WriteAllText(Path.Combine(folder, "config.json"), $$"""{"architectures":["XForObjectDetection"],"model_type":"{{type}}"}""");
        File.WriteAllText(Path.Combine(folder, "preprocessor_config.json"), """{"image_processor_type":"DetrImageProcessor","size":{"height":256,"width":256},"do_normalize":false}""");

        var found = Load(name: "detr-small").Find(ReferencePictures.Painted(256, 256, s_grey, (64, 64, 32, 32, s_blue)), new RunOptions());

        Assert.Equal("class 2", Assert.Single(found).Label);
    }

    /// <summary>A query may be objects of several classes where each is judged for itself, and is one where they are compared.</summary>
    [Theory]
    [InlineData(2, false, new[] { 0, 1 })]
    [InlineData(2, true, new[] { 0, 1 })]
    [InlineData(1, false, new[] { 0 })]
    public void Read_SeveralSureClassesOfAQuery_AreEachAnObjectUnlessCompared(int classes, bool compares, int[] expected)
    {
        var found = DetrOutput.Read([3, 2], [1, 1, 2], [0.5f, 0.5f, 0.2f, 0.2f], classes, compares, 0.5f, "model.onnx");

        Assert.Equal(expected, found.Select(candidate => candidate.Class));
        Assert.All(found, candidate => Assert.Equal(found[0].Box, candidate.Box));
    }

    /// <summary>It runs on the picture that it is tried with, and not on one of another size.</summary>
    [Fact]
    public async Task DetectAsync_OnePictureThatItFailsAt_IsSaidAndTheFeatureStays()
    {
        var folder = Path.Combine(_models.FullName, "detr-small");
        var graph = new DetectorGraph();
        var numbers = graph.Node("Reshape", graph.Input("pixel_values", -1, -1, -1, -1), graph.Ids(1, 3072, 4));
        graph.Output(numbers, "logits", 1, 3072, 4);
        graph.Output(numbers, "pred_boxes", 1, 3072, 4);
        graph.Save(Path.Combine(folder, "onnx", "model.onnx"));
        File.WriteAllText(Path.Combine(folder, "config.json"), """{"architectures":["DetrForObjectDetection"],"model_type":"detr"}""");
        File.WriteAllText(Path.Combine(folder, "preprocessor_config.json"), """{"image_processor_type":"DetrImageProcessor","do_resize":false,"do_normalize":false}""");
        using var log = new CollectedLog();
        await using var services = InferenceFixture.Services(_models.FullName, log);
        var detector = services.GetRequiredService<IObjectDetector>();

        Assert.Empty(await detector.DetectAsync(ReferencePictures.Painted(8, 8, s_grey), TestContext.Current.CancellationToken));

        Assert.True(detector.IsAvailable);
        Assert.Contains(log.Lines, line => line.Contains("a picture of 8 x 8 pixels", StringComparison.Ordinal));
        await detector.DetectAsync(ReferencePictures.Painted(64, 64, s_grey), TestContext.Current.CancellationToken);
        Assert.Single(log.Lines, line => line.Contains("are not found", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_PreprocessorThatMayNotBeRead_NamesTheFile()
    {
        // A folder in its place is refused as a file of another user's is.
        var path = _models.CreateSubdirectory("preprocessor_config.json").FullName;

        Assert.Contains(path, Assert.Throws<ModelFileException>(() => Assistant.Inference.Vision.Preprocessing.PreprocessorSettings.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DetectAsync_OutputOfAnotherKind_IsSaidAndTheFeatureIsOff()
    {
        var graph = new DetectorGraph();
        graph.Input("images", 1, 3, 32, 32);
        graph.Output(graph.Node("Identity", "images"), "output0", 1, 3, 32, 32);
        graph.Save(Onnx);
        using var log = new CollectedLog();
        await using var services = InferenceFixture.Services(_models.FullName, log);
        var detector = services.GetRequiredService<IObjectDetector>();

        Assert.True(detector.IsAvailable);
        Assert.Empty(await detector.DetectAsync(ReferencePictures.Painted(8, 8, s_grey), TestContext.Current.CancellationToken));
        Assert.False(detector.IsAvailable);
        Assert.Contains(log.Lines, line => line.Contains("[1, 3, 32, 32]", StringComparison.Ordinal));
    }

    /// <summary>It loads, but what is computed within it does not fit together.</summary>
    [Fact]
    public async Task DetectAsync_ModelThatCannotRun_IsSaidAndTheFeatureIsOff()
    {
        var graph = new DetectorGraph();
        graph.Input("images", -1, -1, -1, -1);
        graph.Output(graph.Node("Reshape", "images", graph.Ids(1, 7, 13)), "output0", 1, 7, 13);
        graph.Save(Onnx);
        using var log = new CollectedLog();
        await using var services = InferenceFixture.Services(_models.FullName, log);
        var detector = services.GetRequiredService<IObjectDetector>();

        Assert.Empty(await detector.DetectAsync(ReferencePictures.Painted(8, 8, s_grey), TestContext.Current.CancellationToken));
        Assert.False(detector.IsAvailable);
        Assert.Contains(log.Lines, line => line.Contains("cannot be run", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_ModelThatGivesNoNumbers_SaysSo()
    {
        var graph = new DetectorGraph();
        graph.Input("images", 1, 3, 32, 32);
        graph.Output(graph.Node("Reshape", graph.Node("Log", graph.Node("Sub", "images", graph.Constant([2], 1))), graph.Ids(1, 6, 512)), "output0", 1, 6, 512);
        graph.Save(Onnx);

        Assert.Contains("not numbers", Assert.Throws<ModelFileException>(() => Load()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OtherInputs_AreNamed()
    {
        var graph = new DetectorGraph();
        graph.Input("images", 1, 3, 32, 32);
        graph.Input("depth", 1, 1, 32, 32);
        graph.Output(graph.Node("Add", "images", "depth"), "output0", 1, 3, 32, 32);
        graph.Save(Onnx);

        Assert.Contains("images, depth", Assert.Throws<ModelFileException>(() => Load()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DetectAsync_NoneInstalled_IsOff()
    {
        using var services = InferenceFixture.Services(_models.FullName);

        Assert.False(services.GetRequiredService<IObjectDetector>().IsAvailable);
    }

    [Theory]
    [InlineData("{0: 'person', 1: \"traffic light\", 2: 'it'}", new[] { "person", "traffic light", "it" })]
    [InlineData("{'1': 'b', '0': 'a'}", new[] { "a", "b" })]
    [InlineData("nothing", null)]
    public void Names_OfMetadata_AreRead(string metadata, string[]? names) => Assert.Equal(names, Assistant.Inference.Vision.Labels.LabelNames.Parse(metadata));

    [Theory]
    [InlineData(new long[] { 1, 25200, 85 }, 80, false)]
    [InlineData(new long[] { 1, 84, 8400 }, 80, false)]
    [InlineData(new long[] { 1, 300, 6 }, 80, true)]
    [InlineData(new long[] { 1, 25200, 6 }, 1, false)]
    [InlineData(new long[] { 12, 7 }, 80, true)]
    public void Heads_OfPublicExports_AreToldApart(long[] shape, int classes, bool suppressed) => Assert.Equal(suppressed, new YoloOutput(shape, classes, "model.onnx").IsSuppressed);

    [Fact]
    public void Suppression_ImpossibleBoxes_AreLeftOut()
    {
        var kept = NonMaximumSuppression.Apply(
            [new(new(0, 0, double.NaN, 1), 0, 1), new(new(5, 5, 4, 9), 0, 1), new(new(0, 0, 2, 2), 0, 0.5f), new(new(0, 0, double.PositiveInfinity, 2), 0, 1)], 0.5, 10);

        Assert.Equal(0.5f, Assert.Single(kept).Score);
    }

    public void Dispose() => _models.Delete(recursive: true);

    private ObjectModel Load(VisionOptions? options = null, string name = "yolo-small") => new(
        new(Options.Create(new InferenceOptions()), NullLogger<OnnxEnvironment>.Instance),
        DetectorFiles.Find(new ModelLocator(Options.Create(new ModelsOptions { Directory = _models.FullName })), name)!, options ?? new());

    /// <param name="scale">Pixels of the picture a pixel of the model.</param>
    private static void AssertAround(double x, double y, (float Width, float Height) size, double scale, Box box)
    {
        Assert.Equal((x, y), (box.CenterX, box.CenterY), new WithinPixels(0.5, 0.5));
        Assert.Equal(size.Width * scale, box.Width, 0.5);
        Assert.Equal(size.Height * scale, box.Height, 0.5);
    }

    private sealed class WithinPixels(double x, double y) : IEqualityComparer<(double X, double Y)>
    {
        public bool Equals((double X, double Y) a, (double X, double Y) b) => Math.Abs(a.X - b.X) <= x && Math.Abs(a.Y - b.Y) <= y;

        public int GetHashCode((double X, double Y) point) => 0;
    }
}
