using Assistant.Inference.Language;
using Assistant.Inference.Models;
using Assistant.Inference.Tests.Language.Exports;
using Assistant.Inference.Tests.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Tests.Language;

/// <summary>A file that is changed while it is loaded, and then does not load: it may as it is.</summary>
public sealed class EditedDecoderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edited-");

    [Fact]
    public void Load_FileThatDoesNotRunChanged_IsLoadedAsItIsAndThatIsNoted()
    {
        using var log = new CollectedLog();
        var onnx = Onnx("the sizes of last_rows do not fit", log);

        using var model = new DecoderModel(onnx, Files(), new());

        Assert.Null(model.Graph.LogitsToKeep);
        Assert.Contains("the sizes of last_rows do not fit", Assert.Single(onnx.Notes), StringComparison.Ordinal);
        Assert.DoesNotContain(log.Lines, line => line.Contains("cannot be loaded", StringComparison.Ordinal));
    }

    /// <summary>In a minute there may be enough, and the model is faster with it.</summary>
    [Fact]
    public void Load_WithoutMemoryForTheChangedFile_IsTriedAgainLater()
    {
        using var log = new CollectedLog();

        Assert.True(Assert.Throws<ModelFileException>(() => new DecoderModel(Onnx("std::bad_alloc", log), Files(), new())).MayPass);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static OnnxEnvironment Onnx(string says, CollectedLog log) => new(Options.Create(new InferenceOptions()), new Logger<OnnxEnvironment>(new LoggerFactory([log])), new OnlyAsItIs(says));

    private DecoderFiles Files()
    {
        var folder = new DecoderExport().Write(Path.Combine(_folder.FullName, "tiny"));
        var files = new DecoderFiles(folder, Path.Combine(folder, "onnx", "model.onnx"));
        Assert.NotNull(LastRows.Edit(files.Onnx));
        return files;
    }

    private sealed class OnlyAsItIs(string says) : ISessionFactory
    {
        private readonly SessionFactory _real = new();

        public IReadOnlyCollection<string> Providers => _real.Providers;

        public void UseCuda(SessionOptions options, int device) => _real.UseCuda(options, device);

        public InferenceSession Create(string path, byte[]? edited, SessionOptions options) => edited is null ? _real.Create(path, edited, options) : throw RuntimeFailure.Of(says);
    }
}
