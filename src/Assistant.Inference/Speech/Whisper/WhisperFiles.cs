using System.Text.Json;
using System.Text.RegularExpressions;
using Assistant.Inference.Models;

namespace Assistant.Inference.Speech.Whisper;

/// <summary>Where the files of a Whisper export lie: a folder whose config.json says model_type "whisper", with an encoder and a merged decoder.</summary>
internal sealed partial record WhisperFiles(string Folder, string Encoder, string Decoder)
{
    private static readonly string[] s_preferred = ["_quantized", "_int8", "_uint8", "_q4"];

    /// <summary>What lies there now: another precision may have taken the place of this one.</summary>
    public WhisperFiles Now => In(Folder) ?? this;

    public string Name => Path.GetFileName(Folder);
    public string Config => Path.Combine(Folder, "config.json");
    public string GenerationConfig => Path.Combine(Folder, "generation_config.json");
    public string Preprocessor => Path.Combine(Folder, "preprocessor_config.json");
    public string Tokenizer => Path.Combine(Folder, "tokenizer.json");

    /// <summary>Whether it hears more than English and tells languages apart. Where that cannot be read, it is what most are; its load says then what is wrong.</summary>
    public bool IsMultilingual => !EnglishDistilled().IsMatch(Name) && Read(GenerationConfig, otherwise: true, root =>
        (root.TryGetProperty("lang_to_id", out var languages) && languages.ValueKind == JsonValueKind.Object && languages.EnumerateObject().Any())
        || (root.TryGetProperty("is_multilingual", out var many) && many.ValueKind == JsonValueKind.True));

    /// <summary>Grows with the number of its weights, whatever their precision; 0 where config.json does not tell.</summary>
    private double Weights => Read(Config, otherwise: 0, root => Math.Pow(Number(root, "d_model"), 2) * (Number(root, "encoder_layers") + Number(root, "decoder_layers")));

    /// <summary>All that are installed, the largest first: it hears best.</summary>
    public static IReadOnlyList<WhisperFiles> FindAll(ModelLocator models) =>
    [
        .. models.AllModels().Select(In).OfType<WhisperFiles>()
            .OrderByDescending(files => files.Weights).ThenByDescending(files => OnnxFileSize.Bytes(files.Encoder, files.Decoder)).ThenBy(files => files.Name, StringComparer.Ordinal),
    ];

    /// <summary>Names of those whose decoder is not merged: one file for the first step, another for the later ones.</summary>
    public static IReadOnlyList<string> FindUnmerged(ModelLocator models) =>
        [.. models.AllModels().Where(folder => Find(folder, "decoder_model_merged") is null && Find(folder, "decoder_model") is not null && ModelConfig.Of(folder).Type == "whisper").Select(folder => Path.GetFileName(folder))];

    private static WhisperFiles? In(string folder) =>
        Find(folder, "encoder_model") is { } encoder && Find(folder, "decoder_model_merged") is { } decoder && ModelConfig.Of(folder).Type == "whisper"
            ? new(folder, encoder, decoder)
            : null;

    private static string? Find(string folder, string name) => ModelLocator.FindOnnx(folder, OnnxVariants.Of(name, s_preferred));

    private static double Number(JsonElement root, string name) => root.GetProperty(name).GetDouble();

    private static T Read<T>(string path, T otherwise, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or IOException or UnauthorizedAccessException)
        {
            return otherwise;
        }
    }

    // Trained on English alone, with the tokens of all languages left in their files.
    [GeneratedRegex(@"^distil-(?:small|medium|large)(?:-v[\d.]+|-onnx|\.en)*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EnglishDistilled();
}
