using Assistant.Inference.Language;
using Assistant.Inference.Models;
using Assistant.Inference.Tests.Language.Exports;
using Assistant.Inference.Tests.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Tests.Language;

/// <summary>A file that is changed while it is loaded, and then does not load: it may as it is.</summary>
public sealed class EditedDecoderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edited-");

    [Fact]
    public void Load_FileThatDoesNotRunChanged_IsLoadedAsItIs()
    {
        var folder = new DecoderExport().Write(Path.Combine(_folder.FullName, "tiny"));
        var files = new DecoderFiles(folder, Path.Combine(folder, "onnx", "model.onnx"));
        Assert.NotNull(LastRows.Edit(files.Onnx));

        using var model = new DecoderModel(new(Options.Create(new InferenceOptions()), NullLogger<OnnxEnvironment>.Instance, new OnlyAsItIs()), files, new());

        Assert.Null(model.Graph.LogitsToKeep);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private sealed class OnlyAsItIs : ISessionFactory
    {
        private readonly SessionFactory _real = new();

        public IReadOnlyCollection<string> Providers => _real.Providers;

        public void UseCuda(SessionOptions options, int device) => _real.UseCuda(options, device);

        public InferenceSession Create(string path, byte[]? edited, SessionOptions options) => edited is null ? _real.Create(path, edited, options) : throw RuntimeFailure.Of("the sizes of last_rows do not fit");
    }
}
