using System.Text;
using Assistant.Inference.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Tests.Models;

public sealed class OnnxFileSizeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("onnx-");

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.01)]
    [InlineData(0.999)]
    public void Load_ModelCutShort_NamesTheFileItsSizeAndTheSizeItShouldHave(double part)
    {
        var whole = File.ReadAllBytes(Path.Combine(InferenceFixture.Model("bge-small-en-v1.5"), "onnx", "model_quantized.onnx"));
        var path = Path.Combine(_folder.FullName, "model.onnx");
        var kept = (int)(whole.Length * part);
        File.WriteAllBytes(path, whole[..kept]);

        var failure = Assert.Throws<ModelFileException>(() => Environment().Load(path));

        Assert.StartsWith($"The model file {path} ({kept:N0} bytes, expected at least ", failure.Message, StringComparison.Ordinal);
        var needed = OnnxFileSize.Shortage(path)!.Value.Needed;
        Assert.Contains($"{needed:N0} bytes", failure.Message, StringComparison.Ordinal);
        // What follows the graph is a few dozen bytes: the versions of the operators.
        Assert.InRange(needed, whole.Length - 1_000, whole.Length);
    }

    [Fact]
    public void Shortage_OfAWholeModel_IsNone()
    {
        Assert.Null(OnnxFileSize.Shortage(Path.Combine(InferenceFixture.Model("bge-small-en-v1.5"), "onnx", "model_quantized.onnx")));
    }

    [Theory]
    [InlineData(1_999, true)]
    [InlineData(2_000, false)]
    public void Shortage_OfWeightsInAFileOfTheirOwn_NamesThatFile(int size, bool isShort)
    {
        var path = Path.Combine(_folder.FullName, "model.onnx");
        File.WriteAllBytes(path, Part(7, [.. Part(5, External("weights.data", 0, 1_500)), .. Part(5, External("weights.data", 1_500, 500))]));
        var weights = Path.Combine(_folder.FullName, "weights.data");
        File.WriteAllBytes(weights, new byte[size]);

        Assert.Equal(isShort ? (weights, 2_000) : default((string, long)?), OnnxFileSize.Shortage(path));
    }

    /// <summary>Large models have their weights cut in several files, each named by the model.</summary>
    [Fact]
    public void Bytes_OfWeightsInSeveralFiles_CountsThemAll()
    {
        var path = Path.Combine(_folder.FullName, "model.onnx");
        var model = Part(7, [.. Part(5, External("model.onnx_data", 0, 100)), .. Part(5, External("model.onnx_data_1", 0, 50)), .. Part(5, External("missing", 0, 50))]);
        File.WriteAllBytes(path, model);
        File.WriteAllBytes(path + "_data", new byte[100]);
        File.WriteAllBytes(path + "_data_1", new byte[50]);
        File.WriteAllBytes(path + "_data_2", new byte[7]);

        Assert.Equal(model.Length + 150, OnnxFileSize.Bytes(path, null, path + ".none"));
        Assert.Equal(["missing", "model.onnx_data", "model.onnx_data_1"], OnnxFileSize.External(path).Order());
    }

    [Fact]
    public void Shortage_OfWeightsThatAreMissing_NamesTheirFile()
    {
        var path = Path.Combine(_folder.FullName, "model.onnx");
        File.WriteAllBytes(path, Part(7, Part(5, External("weights.data", 0, 1_500))));

        Assert.Equal((Path.Combine(_folder.FullName, "weights.data"), 1_500), OnnxFileSize.Shortage(path));
    }

    [Fact]
    public void Shortage_OfAFileThatIsNoModel_IsNotKnown()
    {
        var path = Path.Combine(_folder.FullName, "model.onnx");
        File.WriteAllBytes(path, new byte[500]);
        Assert.Null(OnnxFileSize.Shortage(path));
        File.WriteAllBytes(path, []);
        Assert.Null(OnnxFileSize.Shortage(path));
        Assert.Null(OnnxFileSize.Shortage(path + ".none"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static OnnxEnvironment Environment() => new(Options.Create(new InferenceOptions()), NullLogger<OnnxEnvironment>.Instance);

    private static byte[] External(string file, int offset, int length) => [.. Entry("location", file), .. Entry("offset", $"{offset}"), .. Entry("length", $"{length}")];

    private static byte[] Entry(string key, string value) => Part(13, [.. Part(1, Encoding.UTF8.GetBytes(key)), .. Part(2, Encoding.UTF8.GetBytes(value))]);

    private static byte[] Part(int number, byte[] content) => [(byte)(number << 3 | 2), (byte)(content.Length & 0x7f | 0x80), (byte)(content.Length >> 7), .. content];
}
