using Assistant.Inference.Models;

namespace Assistant.Inference.Speech;

/// <summary>Where the files of a Moonshine model and its vocabulary lie: a folder moonshine-... under the models, or tiny of the npm package.</summary>
internal sealed record MoonshineFiles(string Name, string Encoder, string Decoder, string Vocabulary)
{
    // Null for those of the package, which has one precision.
    private string? _folder;

    /// <summary>The model that comes with the program.</summary>
    public const string Tiny = "moonshine-tiny";

    private const string Prefix = "moonshine-";
    private const string Package = "@moonshine-ai/moonshine-js";
    private const string Folder = "dist/model/tiny/quantized/";

    private static readonly string[] s_encoders = OnnxVariants.Of("encoder_model");
    private static readonly string[] s_decoders = OnnxVariants.Of("decoder_model_merged");

    /// <summary>What lies there now: another precision may have taken the place of this one.</summary>
    public MoonshineFiles Now =>
        _folder is not null && ModelLocator.FindOnnx(_folder, s_encoders) is { } encoder && ModelLocator.FindOnnx(_folder, s_decoders) is { } decoder ? this with { Encoder = encoder, Decoder = decoder } : this;

    /// <summary>All of English that are installed, the largest first, the package's last.</summary>
    public static IReadOnlyList<MoonshineFiles> FindAll(ModelLocator models) =>
    [
        .. models.AllModels().Where(folder => IsOfEnglish(Path.GetFileName(folder))).Select(folder => In(folder, models)).OfType<MoonshineFiles>()
            .OrderByDescending(files => OnnxVariants.Weights(files.Encoder, files.Decoder)),
        .. InPackage(models) is { } packed ? [packed] : Array.Empty<MoonshineFiles>(),
    ];

    /// <summary>Models of other languages have their code in their names: moonshine-tiny-zh, moonshine-base-ja.</summary>
    private static bool IsOfEnglish(string folder) =>
        folder.StartsWith(Prefix, StringComparison.Ordinal) && folder.Split('-').All(part => part.Length != 2 || !part.All(char.IsAsciiLetter) || part.Equals("en", StringComparison.OrdinalIgnoreCase));

    private static MoonshineFiles? InPackage(ModelLocator models) =>
        models.FindPackageFile(Package, Folder + "encoder_model.onnx") is { } encoder
            && models.FindPackageFile(Package, Folder + "decoder_model_merged.onnx") is { } decoder
            && SharedVocabulary(models) is { } vocabulary
                ? new(Tiny, encoder, decoder, vocabulary)
                : null;

    private static MoonshineFiles? In(string folder, ModelLocator models)
    {
        var own = Path.Combine(folder, "tokenizer.json");
        return ModelLocator.FindOnnx(folder, s_encoders) is { } encoder && ModelLocator.FindOnnx(folder, s_decoders) is { } decoder && (File.Exists(own) ? own : SharedVocabulary(models)) is { } vocabulary
            ? new(Path.GetFileName(folder), encoder, decoder, vocabulary) { _folder = folder }
            : null;
    }

    private static string? SharedVocabulary(ModelLocator models) =>
        models.FindFile("llama-tokenizer", "llama-tokenizer-js", "llama-tokenizer.js")
        ?? (models.FindModel("llama-tokenizer") is { } folder && Path.Combine(folder, "tokenizer.json") is var file && File.Exists(file) ? file : null);
}
