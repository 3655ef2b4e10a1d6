using System.Reflection;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Onnx;
using Assistant.Inference.Speech;
using Assistant.Inference.Speech.Whisper;
using Assistant.Inference.Tests.Exports;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Tests.Models;

/// <summary>Files that ONNX Runtime does not take: what is said, and what is left in memory.</summary>
public sealed class LoadFailureTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("failing-");

    /// <summary>An intact file with an operator that nobody here has: copying it again would not help.</summary>
    [Fact]
    public void Load_OfAModelWithAnOperatorOfItsOwn_SaysWhatOnnxRuntimeSays()
    {
        var graph = new OnnxGraph("own");
        graph.Input("x", OnnxGraph.Float, 1);
        graph.Node("Frobnicate", ["x"], "y");
        graph.Output("y", OnnxGraph.Float, 1);
        var path = Path.Combine(_folder.FullName, "model.onnx");
        File.WriteAllBytes(path, graph.Model());

        var failure = Assert.Throws<ModelFileException>(() => Onnx(new SessionFactory()).Load(path));

        Assert.Contains("Frobnicate", failure.Message, StringComparison.Ordinal);
        Assert.Contains("take an export whose operators", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    /// <summary>The same file may load in a minute.</summary>
    [Theory]
    [InlineData("[ErrorCode:RuntimeException] std::bad_alloc", "there is not enough memory for it", typeof(InsufficientMemoryException))]
    [InlineData("Load model from x failed: open file failed: Too many open files", "too many files open", typeof(IOException))]
    public void Load_WithoutMemoryOrOpenFiles_IsNotTheFilesFault(string said, string told, Type inner)
    {
        var path = Path.Combine(_folder.FullName, "model.onnx");
        File.WriteAllBytes(path, new byte[500]);

        var failure = Assert.Throws<ModelFileException>(() => Onnx(new Failing(said)).Load(path));

        Assert.Contains(told, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Copy it again", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.MayPass);
        Assert.IsType(inner, failure.InnerException);
    }

    /// <summary>A model that was loaded may find no memory for its first run.</summary>
    [Theory]
    [InlineData("Failed to allocate memory for requested buffer of size 1", true)]
    [InlineData("Non-zero status code returned while running MatMul node", false)]
    public void FirstRun_ThatFails_IsTheFilesFaultUnlessMemoryIsScarce(string said, bool passes)
    {
        var path = Path.Combine(_folder.FullName, "model.onnx");
        File.WriteAllBytes(path, new byte[500]);

        var failure = Assert.Throws<ModelFileException>(() => FirstRun.Check(path, () => throw RuntimeFailure.Of(said)));

        Assert.Equal(passes, failure.MayPass);
        Assert.Equal(!passes, failure.Message.Contains("Copy it again", StringComparison.Ordinal));
    }

    /// <summary>Where the files themselves lie elsewhere, under other names: the hub's own cache, used in place.</summary>
    [Fact]
    public void Load_OfLinksToAModelAndItsWeights_FindsBothAndTheFileIsNotEdited()
    {
        var (blobs, snapshot) = (_folder.CreateSubdirectory("blobs").FullName, _folder.CreateSubdirectory("snapshot").FullName);
        var weights = new MemoryStream();
        var graph = new OnnxGraph("linked") { Beside = ("model.onnx_data", weights) };
        graph.Input("x", OnnxGraph.Float, 1024);
        graph.Node("Add", ["x", graph.Constant(new float[1024], [1024])], "y");
        graph.Output("y", OnnxGraph.Float, 1024);
        foreach (var (name, content) in new[] { ("model.onnx", graph.Model()), ("model.onnx_data", weights.ToArray()) })
        {
            File.WriteAllBytes(Path.Combine(blobs, $"of-{name}"), content);
            File.CreateSymbolicLink(Path.Combine(snapshot, name), Path.Combine("..", "blobs", $"of-{name}"));
        }

        using var session = Onnx(new SessionFactory()).Load(Path.Combine(snapshot, "model.onnx"));

        Assert.Equal(["x"], session.InputNames);
        // Weights that lie elsewhere are taken only together with the file that lies there too.
        Assert.Null(OnnxEditing.Edit(Path.Combine(snapshot, "model.onnx"), outline => new OnnxEdit(outline)));
        foreach (var name in new[] { "model.onnx", "model.onnx_data" })
            File.Copy(Path.Combine(snapshot, name), Path.Combine(_folder.FullName, name));
        using var whole = Onnx(new SessionFactory()).Load(Path.Combine(_folder.FullName, "model.onnx"), edited: OnnxEditing.Edit(Path.Combine(_folder.FullName, "model.onnx"), outline => new OnnxEdit(outline))!);
        Assert.Equal(["x"], whole.InputNames);
    }

    [Fact]
    public void Load_OfWhisperWhoseDecoderIsBroken_LetsTheEncoderGo()
    {
        var whisper = Path.Combine(_folder.FullName, "whisper-tiny");
        TinyWhisper.Write(whisper, InferenceFixture.Model("whisper-base"), halfEncoder: false, halfDecoder: false);
        var files = new WhisperFiles(whisper, Path.Combine(whisper, "onnx", "encoder_model.onnx"), Path.Combine(whisper, "onnx", "decoder_model_merged.onnx"));
        File.WriteAllBytes(files.Decoder, new byte[500]);
        var sessions = new Remembering();

        Assert.Throws<ModelFileException>(() => new WhisperModel(Onnx(sessions), files, EncoderWindow.Whole));

        Assert.All(sessions.Made, AssertDisposed);
        Assert.NotEmpty(sessions.Made);
    }

    [Fact]
    public void Load_OfMoonshineWhoseDecoderIsBroken_LetsTheEncoderGo()
    {
        var graph = new OnnxGraph("encoder");
        graph.Input("input_values", OnnxGraph.Float, 1);
        graph.Node("Identity", ["input_values"], "last_hidden_state");
        graph.Output("last_hidden_state", OnnxGraph.Float, 1);
        var (encoder, decoder) = (Path.Combine(_folder.FullName, "encoder.onnx"), Path.Combine(_folder.FullName, "decoder.onnx"));
        File.WriteAllBytes(encoder, graph.Model());
        File.WriteAllBytes(decoder, new byte[500]);
        var sessions = new Remembering();

        Assert.Throws<ModelFileException>(() => new MoonshineModel(Onnx(sessions), new("moonshine-tiny", encoder, decoder, Path.Combine(InferenceFixture.Model("llama-tokenizer"), "tokenizer.json"))));

        Assert.All(sessions.Made, AssertDisposed);
        Assert.NotEmpty(sessions.Made);
    }

    /// <summary>An export in float16 is found out when it is loaded, not in the middle of a recording.</summary>
    [Fact]
    public void Load_OfMoonshineInFloat16_SaysSo()
    {
        var (encoder, decoder) = (Path.Combine(_folder.FullName, "encoder.onnx"), Path.Combine(_folder.FullName, "decoder.onnx"));
        foreach (var (path, inputs, output) in new[] { (encoder, (string[])["input_values"], "last_hidden_state"), (decoder, ["encoder_hidden_states", "past_key_values.0.decoder.key", "past_key_values.0.encoder.key"], "logits") })
        {
            var graph = new OnnxGraph("half");
            foreach (var input in inputs)
                graph.Input(input, OnnxGraph.Half, 1, 2, 3, 4);
            if (path == decoder)
            {
                graph.Input("input_ids", OnnxGraph.Int64, 1, 1);
                graph.Input("use_cache_branch", OnnxGraph.Bool, 1);
            }
            graph.Node("Identity", [inputs[0]], output);
            graph.Output(output, OnnxGraph.Half, 1, 2, 3, 4);
            File.WriteAllBytes(path, graph.Model());
        }

        var failure = Assert.Throws<ModelFileException>(() => new MoonshineModel(Onnx(new SessionFactory()), new("moonshine-tiny", encoder, decoder, Path.Combine(InferenceFixture.Model("llama-tokenizer"), "tokenizer.json"))));

        Assert.Contains("'input_values' is Float16", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static OnnxEnvironment Onnx(ISessionFactory sessions) => new(Options.Create(new InferenceOptions()), NullLogger<OnnxEnvironment>.Instance, sessions);

    /// <summary>A session does not tell: its own mark does.</summary>
    private static void AssertDisposed(InferenceSession session) =>
        Assert.Equal(true, typeof(InferenceSession).GetField("_disposed", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(session));

    private sealed class Failing(string says) : ISessionFactory
    {
        public IReadOnlyCollection<string> Providers => [];

        public void UseCuda(SessionOptions options, int device)
        {
        }

        public InferenceSession Create(string path, byte[]? edited, SessionOptions options) => throw RuntimeFailure.Of(says);
    }

    private sealed class Remembering : ISessionFactory
    {
        private readonly SessionFactory _real = new();

        public List<InferenceSession> Made { get; } = [];

        public IReadOnlyCollection<string> Providers => _real.Providers;

        public void UseCuda(SessionOptions options, int device) => _real.UseCuda(options, device);

        public InferenceSession Create(string path, byte[]? edited, SessionOptions options)
        {
            var session = _real.Create(path, edited, options);
            Made.Add(session);
            return session;
        }
    }
}
