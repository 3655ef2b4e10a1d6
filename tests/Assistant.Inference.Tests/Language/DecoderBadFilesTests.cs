using Assistant.Agent;
using Assistant.Inference.Language;
using Assistant.Inference.Models;
using Assistant.Inference.Tests.Language.Exports;
using Assistant.Perception;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Tests.Language;

public sealed class DecoderBadFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bad-exports-");

    [Theory]
    [InlineData("num_key_value_heads", 4, "has 2 heads of keys, but its config.json says 4")]
    [InlineData("num_hidden_layers", 3, "has 4 tensors of keys and values, but its config.json says 3 layers")]
    [InlineData("head_dim", 32, "has 16 numbers a head, but its config.json says 32")]
    [InlineData("max_position_embeddings", -5, "says that the model takes -5 tokens")]
    [InlineData("num_key_value_heads", 1e30, "config.json")]
    public void Load_ConfigThatLies_SaysWhatDoesNotAgree(string key, object value, string expected)
    {
        var failure = Assert.Throws<ModelFileException>(() => Load(new DecoderExport { GroupQueryAttention = true }.Write(_folder.FullName, (key, value))));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Such a file beside an .onnx file is no model of any known kind; the program starts without one.</summary>
    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("{\"architectures\":[1,null],\"model_type\":[]}")]
    public void Find_ConfigThatIsNoObject_FindsNoModel(string config)
    {
        var folder = new DecoderExport().Write(Path.Combine(_folder.FullName, "odd"));
        File.WriteAllText(Path.Combine(folder, "config.json"), config);
        using var services = InferenceFixture.Services(_folder.FullName);

        Assert.False(services.GetRequiredService<ILocalLanguageModel>().IsAvailable);
        Assert.False(services.GetRequiredService<IObjectDetector>().IsAvailable);
    }

    [Fact]
    public void Load_HeadsThatNobodyTells_SaysSo()
    {
        var folder = new DecoderExport { UnknownSizes = true }.Write(_folder.FullName, ("num_key_value_heads", null), ("num_attention_heads", null), ("head_dim", null));
        Assert.Contains("neither its input 'past_key_values.0.key' nor config.json says how many heads", Assert.Throws<ModelFileException>(() => Load(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_HeadsThatOnlyALyingConfigTells_IsFoundOutByTrying()
    {
        var folder = new DecoderExport { UnknownSizes = true }.Write(_folder.FullName, ("num_key_value_heads", 4));
        Assert.Contains("it cannot be run", Assert.Throws<ModelFileException>(() => Load(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_InputThatNobodyKnows_NamesIt()
    {
        var folder = new DecoderExport { StrangeInput = "pixel_values" }.Write(_folder.FullName);
        Assert.Contains("an input 'pixel_values', which is not supported", Assert.Throws<ModelFileException>(() => Load(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WeightsThatAreNoNumbers_IsFoundOutByTrying()
    {
        var folder = new DecoderExport { Poisoned = 3 }.Write(_folder.FullName);
        Assert.Contains("are not numbers", Assert.Throws<ModelFileException>(() => Load(folder)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    [InlineData(0.99)]
    public void Load_FileCutShort_NamesIt(double part)
    {
        var (folder, path, bytes) = Written();
        File.WriteAllBytes(path, bytes[..(int)(bytes.Length * part)]);
        Assert.Contains("model.onnx", Assert.Throws<ModelFileException>(() => Load(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_AnyBitFlipped_LoadsOrSaysThatItCannot()
    {
        var (folder, path, bytes) = Written();
        var random = new Random(7);
        var refused = 0;
        for (var i = 0; i < 60; i++)
        {
            var flipped = bytes.ToArray();
            // The nodes come first; most of what follows are weights.
            flipped[random.Next(i % 2 == 0 ? 6_000 : bytes.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, flipped);
            try
            {
                Load(folder).Dispose();
            }
            catch (ModelFileException e)
            {
                Assert.Contains("model.onnx", e.Message, StringComparison.Ordinal);
                refused++;
            }
        }
        Assert.InRange(refused, 5, 59);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private (string Folder, string Path, byte[] Bytes) Written()
    {
        var folder = new DecoderExport { GroupQueryAttention = true }.Write(_folder.FullName);
        var path = Path.Combine(folder, "onnx", "model.onnx");
        return (folder, path, File.ReadAllBytes(path));
    }

    private static DecoderModel Load(string folder)
    {
        var onnx = new OnnxEnvironment(Options.Create(new InferenceOptions()), NullLogger<OnnxEnvironment>.Instance);
        return new(onnx, new(folder, Path.Combine(folder, "onnx", "model.onnx")), new());
    }
}
