using System.IO.Compression;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;
using Assistant.Inference.Tests.Vision.Detection;
using Assistant.IntegrationTests.Media;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Vision;

/// <summary>look, pictures and ask as commands of the shipped program, with files decoded in its worker.</summary>
public sealed class LookCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("look-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Look_Labels_AreJudgedByWhatIsInstalled()
    {
        Skip("efficientnet-lite0", "bge-small-en-v1.5", "bge-small-zh-v1.5");
        var (code, output) = await RunAsync("look", "--json", "--labels", "car, Pineapple,pineapple,,invoice，水果", Format("alpha.png"), Format("photo.jpg"));

        Assert.Equal(0, code);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        using var first = JsonDocument.Parse(lines[0]);
        var labels = first.RootElement.GetProperty("labels").EnumerateArray().ToArray();
        Assert.Equal(["Pineapple", "car", "invoice", "水果"], labels.Select(label => label.GetProperty("label").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal("Pineapple", labels[0].GetProperty("label").GetString());
        Assert.All(labels, label => Assert.Equal("efficientnet-lite0+conse", label.GetProperty("model").GetString()));
        Assert.All(labels, label => Assert.InRange(label.GetProperty("score").GetDouble(), 0, 1));
        Assert.Equal(300, first.RootElement.GetProperty("width").GetInt32());
    }

    [Fact]
    public async Task Look_ModelNamed_GivesItsProbabilities()
    {
        Skip("clip-random");
        var parity = DataSet("parity", "images.json.gz");
        using var text = new GZipStream(File.OpenRead(parity), CompressionMode.Decompress);
        using var reference = await JsonDocument.ParseAsync(text, default, Token);
        var image = reference.RootElement.GetProperty("images").EnumerateArray().Single(each => each.GetProperty("file").GetString() == "rotated.jpg");
        var (seen, captions) = (Numbers(image.GetProperty("clip_image_embeds")), Numbers(reference.RootElement.GetProperty("clip_text").GetProperty("text_embeds")).Chunk(64).ToArray());
        var cat = 1 / (1 + Math.Exp(100 * (TensorPrimitives.CosineSimilarity<float>(seen, captions[1]) - TensorPrimitives.CosineSimilarity<float>(seen, captions[0]))));

        var (code, output) = await RunAsync("look", "--json", "--model", "clip-random", "--labels", "a cat,a dog", Format("rotated.jpg"));
        Assert.Equal(0, code);
        using var line = JsonDocument.Parse(output);
        var label = line.RootElement.GetProperty("labels").EnumerateArray().Single(each => each.GetProperty("label").GetString() == "a cat");
        Assert.Equal("clip-random", label.GetProperty("model").GetString());
        Assert.Equal(cat, label.GetProperty("score").GetDouble(), 0.02);
    }

    [Fact]
    public async Task Look_AFaxOfSeveralPages_SaysToPeopleAndProgramsWhichAreLeftOut()
    {
        var fax = Path.Combine(_folder.FullName, "fax.tiff");
        await File.WriteAllBytesAsync(fax, Convert.FromBase64String(TinyPictures.PagesTiff), Token);

        var (code, output, errors) = await AssistantCommand.RunWithErrorsAsync(["look", "--json", fax], null, Token);
        Assert.SkipWhen(errors.Contains("not installed", StringComparison.Ordinal), "The models that read pictures are not installed (npm ci in web/).");

        Assert.Equal(0, code);
        using var line = JsonDocument.Parse(output);
        var missed = Assert.Single(line.RootElement.GetProperty("notRead").EnumerateArray());
        Assert.Equal(("tooManyPages", "page 2"), (missed.GetProperty("problem").GetString(), missed.GetProperty("detail").GetString()));
        Assert.Contains("page 2", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--labels", " ,，, ", 2)]
    [InlineData("--labels", "a", 1, "--model", "no-such-model")]
    public async Task Look_ImpossibleLabels_AreRefusedWithASentence(string option, string labels, int expected, params string[] more)
    {
        Skip("efficientnet-lite0", "bge-small-en-v1.5");
        var (code, output) = await RunAsync(["look", "--json", option, labels, .. more, Format("tiny.png")]);

        Assert.Equal((expected, ""), (code, output));
    }

    [Fact]
    public async Task Look_DetectorInstalled_FindsObjectsThatAnswersCiteWithTheirBoxes()
    {
        var detector = SmallDetectors.Yolo8(Path.Combine(_folder.FullName, "yolo-small", "yolo-small.onnx"));
        var picture = Path.Combine(_folder.FullName, "shelf.bmp");
        await File.WriteAllBytesAsync(picture, PaintedBmp.Of(512, 256, (128, 64, 64, 64, (255, 0, 0))), Token);

        var (code, output) = await RunAsync("look", "--json", picture);
        Assert.Equal(0, code);
        using var line = JsonDocument.Parse(output);
        var found = Assert.Single(line.RootElement.GetProperty("objects").EnumerateArray());
        Assert.Equal(("red thing", "yolo-small"), (found.GetProperty("label").GetString(), found.GetProperty("model").GetString()));
        AssertAround(160, 96, detector, found.GetProperty("box"));

        var (asked, answered) = await RunAsync("ask", "--json", "--file", picture, "--Data:Directory", Path.Combine(_folder.FullName, "data"), "What is in this picture?");
        Assert.Equal(0, asked);
        using var answer = JsonDocument.Parse(answered);
        Assert.Contains("red thing", answer.RootElement.GetProperty("answer").GetString(), StringComparison.Ordinal);
        AssertAround(160, 96, detector, answer.RootElement.GetProperty("citations")[0].GetProperty("box"));
    }

    [Fact]
    public async Task Pictures_IndexedAndFound_ByPictureAndWords()
    {
        Skip("efficientnet-lite0", "bge-small-en-v1.5", "bge-small-zh-v1.5");
        var index = Path.Combine(_folder.FullName, "catalogue.pictures");
        var broken = Path.Combine(_folder.FullName, "broken.jpg");
        await File.WriteAllTextAsync(broken, "no picture", Token);
        // One file cannot be read: said by the exit code, and the others are there.
        Assert.Equal(1, (await RunAsync("pictures", "index", "--index", index, Path.GetDirectoryName(Format("alpha.png"))!, broken)).Code);
        Assert.Equal(0, (await RunAsync("pictures", "index", "--index", index, Format("photo.jpg"))).Code);

        using var like = JsonDocument.Parse((await RunAsync("pictures", "find", "--index", index, "--json", "--top", "3", "--file", Format("wide.png"))).Output);
        Assert.Equal("efficientnet-lite0", like.RootElement.GetProperty("model").GetString());
        Assert.Equal(3, like.RootElement.GetProperty("matches").GetArrayLength());
        Assert.Equal(Format("wide.png"), like.RootElement.GetProperty("matches")[0].GetProperty("name").GetString());
        using var words = JsonDocument.Parse((await RunAsync("pictures", "find", "--index", index, "--json", "pineapple")).Output);
        Assert.Equal(Format("alpha.png"), words.RootElement.GetProperty("matches")[0].GetProperty("name").GetString());

        Assert.Equal(0, (await RunAsync("pictures", "index", "--index", index, "--remove", Format("alpha.png"))).Code);
        Assert.Equal(1, (await RunAsync("pictures", "index", "--index", index, "--remove", Format("alpha.png"))).Code);
        Assert.DoesNotContain("alpha.png", (await RunAsync("pictures", "find", "--index", index, "--json", "pineapple")).Output, StringComparison.Ordinal);

        Assert.Equal(2, (await RunAsync("pictures", "index", "--index", index)).Code);
        Assert.Equal(2, (await RunAsync("pictures", "find", "--index", index)).Code);
        Assert.Equal(1, (await RunAsync("pictures", "find", "--index", broken, "pineapple")).Code);
        Assert.Equal(1, (await RunAsync("pictures", "find", "--index", index + ".none", "pineapple")).Code);
        Assert.Equal(1, (await RunAsync("pictures", "find", "--index", index, "pineapple", "--Vision:Model", "clip-random")).Code);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<(int Code, string Output)> RunAsync(params string[] arguments) =>
        AssistantCommand.RunAsync(arguments, new Dictionary<string, string> { ["ASSISTANT_MODELS"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("ASSISTANT_MODELS")}" }, Token);

    private static void AssertAround(double x, double y, SmallDetectors detector, JsonElement box)
    {
        var corners = box.EnumerateArray().Select(edge => edge.GetDouble()).ToArray();
        var (width, height) = detector.SizeOf(0);
        Assert.Equal([x - width, y - height, x + width, y + height], corners, (expected, actual) => Math.Abs(expected - actual) < 1);
    }

    private static float[] Numbers(JsonElement base64) => MemoryMarshal.Cast<byte, float>(base64.GetBytesFromBase64()).ToArray();

    private static string Format(string file) => DataSet("images", "formats", file);

    private static string DataSet(params string[] parts)
    {
        var path = Path.Combine([Environment.GetEnvironmentVariable("ASSISTANT_DATA_SETS") ?? "", .. parts]);
        Assert.SkipUnless(File.Exists(path), $"ASSISTANT_DATA_SETS has no {Path.Combine(parts)}.");
        return path;
    }

    private static void Skip(params string[] models)
    {
        var folders = (Environment.GetEnvironmentVariable("ASSISTANT_MODELS") ?? "").Split(':');
        foreach (var model in models)
            Assert.SkipUnless(folders.Any(folder => Directory.Exists(Path.Combine(folder, model))), $"The model {model} is not installed (ASSISTANT_MODELS).");
    }
}
