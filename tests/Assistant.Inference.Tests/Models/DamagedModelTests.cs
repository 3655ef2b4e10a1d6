using Assistant.Agent;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Inference.Tests.Models;

/// <summary>A model whose file was damaged on its way or on the disk: it is refused by name, or runs; it never takes the process with it.</summary>
public sealed class DamagedModelTests : IDisposable
{
    private const string Model = "bge-small-zh-v1.5";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("damaged-");

    [Fact]
    public async Task Encode_WithBitsFlippedInTheModel_GivesVectorsOrNamesTheFile()
    {
        var source = InferenceFixture.Model(Model);
        var whole = await File.ReadAllBytesAsync(Path.Combine(source, "onnx", "model_quantized.onnx"), TestContext.Current.CancellationToken);
        var random = new Random(17);
        var (refused, ran) = (0, 0);
        for (var round = 0; round < 24; round++)
        {
            var damaged = (byte[])whole.Clone();
            // The first kilobytes and the last hold what the graph is made of; the rest is weights.
            var at = (round % 3) switch { 0 => random.Next(200), 1 => damaged.Length - 1 - random.Next(60_000), _ => random.Next(damaged.Length) };
            damaged[at] ^= (byte)(1 << random.Next(8));
            var path = Copy(source, round, damaged);
            await using var services = InferenceFixture.Services(path);
            try
            {
                var vectors = await services.GetRequiredService<ISentenceEncoder>().EncodeAsync(["钥匙在哪里？"], true, "zh", TestContext.Current.CancellationToken);
                Assert.Equal(512, Assert.Single(vectors).Length);
                ran++;
            }
            catch (InvalidOperationException e)
            {
                Assert.Contains("model_quantized.onnx", e.Message, StringComparison.Ordinal);
                refused++;
            }
            Directory.Delete(path, recursive: true);
        }
        Assert.True(refused >= 3 && ran >= 3, $"{refused} refused, {ran} ran");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Copy(string source, int round, byte[] model)
    {
        var store = Path.Combine(_folder.FullName, $"{round}");
        var onnx = Directory.CreateDirectory(Path.Combine(store, Model, "onnx"));
        foreach (var file in Directory.GetFiles(source, "*.json"))
            File.Copy(file, Path.Combine(store, Model, Path.GetFileName(file)));
        File.WriteAllBytes(Path.Combine(onnx.FullName, "model_quantized.onnx"), model);
        return store;
    }
}
