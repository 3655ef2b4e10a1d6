using Assistant.Inference.Models;
using Assistant.Inference.Speech;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Tests.Speech;

public sealed class MoonshineFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("moonshine-");

    /// <summary>Models of other languages are not English, however large they are.</summary>
    [Fact]
    public void FindAll_ModelsOfSeveralLanguages_AreTheEnglishOnesTheLargestFirst()
    {
        foreach (var (name, bytes) in new[] { ("moonshine-tiny", 10), ("moonshine-base-ONNX", 20), ("moonshine-base-en", 30), ("moonshine-base-zh", 40), ("moonshine-tiny-ja-ONNX", 50), ("moonshine-tiny-ko", 60) })
        {
            var onnx = Directory.CreateDirectory(Path.Combine(_folder.FullName, name, "onnx")).FullName;
            foreach (var file in new[] { "encoder_model.onnx", "decoder_model_merged.onnx" })
                File.WriteAllBytes(Path.Combine(onnx, file), new byte[bytes]);
            File.WriteAllText(Path.Combine(_folder.FullName, name, "tokenizer.json"), "{}");
        }

        var found = MoonshineFiles.FindAll(new ModelLocator(Options.Create(new ModelsOptions { Directory = _folder.FullName, NodeModules = Path.Combine(_folder.FullName, "none") })));

        Assert.Equal(["moonshine-base-en", "moonshine-base-ONNX", "moonshine-tiny"], found.Select(files => files.Name).Take(3));
        Assert.DoesNotContain(found.Skip(3), files => files.Name != MoonshineFiles.Tiny);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
