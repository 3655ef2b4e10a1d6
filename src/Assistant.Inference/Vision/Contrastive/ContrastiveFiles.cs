using Assistant.Inference.Models;
using Assistant.Inference.Models.Catalogue;

namespace Assistant.Inference.Vision.Contrastive;

/// <summary>
/// Where the files of a CLIP or SigLIP export lie: a folder whose config.json says such a model_type, with a vision and a text model or with both in one.
/// </summary>
/// <param name="Vision">Null when only <paramref name="Combined"/> holds it; the same for <paramref name="Text"/>.</param>
internal sealed record ContrastiveFiles(string Folder, ContrastiveFamily Family, string? Vision, string? Text, string? Combined)
{
    private static readonly string[] s_multilingual = ["multilingual", "chinese", "siglip2"];

    // CLIP's and SigLIP's of English have 49,408 and 32,000.
    private const int ManyLanguages = 200_000;

    /// <summary>What lies there now: another precision may have taken the place of this one.</summary>
    public ContrastiveFiles Now => In(Folder) ?? this;

    public string Name => Path.GetFileName(Folder);
    public string Config => Path.Combine(Folder, "config.json");
    public string Preprocessor => Path.Combine(Folder, "preprocessor_config.json");
    public string Tokenizer => Path.Combine(Folder, "tokenizer.json");
    public string TokenizerConfig => Path.Combine(Folder, "tokenizer_config.json");
    public long Bytes => Vision is not null && Text is not null ? OnnxFileSize.Bytes(Vision, Text) : OnnxFileSize.Bytes(Combined);

    /// <summary>What its vectors depend on.</summary>
    public IEnumerable<string> OfVectors => [.. Vision is not null && Text is not null ? (string[])[Vision, Text] : [Combined!], Preprocessor, Tokenizer];

    public string ZeroShot => Path.Combine(Folder, "zero_shot.json");

    /// <param name="name">Folder name; empty takes the largest installed whose name does not say that its weights are random.</param>
    public static ContrastiveFiles? Find(ModelLocator models, string name)
    {
        if (name.Length > 0)
            return models.FindModel(name) is { } folder ? In(folder) : null;
        return models.AllModels().Where(folder => !HasRandomWeights(folder)).Select(In).OfType<ContrastiveFiles>()
            .MaxBy(files => files.Vision is not null && files.Text is not null ? OnnxVariants.Weights(files.Vision, files.Text) : OnnxVariants.Weights(files.Combined));
    }

    /// <summary>Models made for tests are called so ("tiny-random-..."); what they see means nothing.</summary>
    public static bool HasRandomWeights(string folder) => Path.GetFileName(folder).Split('-', '_').Contains("random", StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether words may be of any language: most such models were made with English alone, and what the others say of themselves is their type, their name, or their vocabulary (of SigLIP 2 in fixed sizes the type is SigLIP's).</summary>
    public bool IsMultilingual(ModelCatalogue catalogue) => catalogue.LanguagesOf(Name) is { } languages ? languages.Any(language => language != "en")
        : ModelConfig.Of(Folder) is { Type: "chinese_clip" or "siglip2" } or { Vocabulary: >= ManyLanguages } || s_multilingual.Any(word => Name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static ContrastiveFiles? In(string folder)
    {
        if (FamilyOf(ModelConfig.Of(folder).Type) is not { } family)
            return null;
        var (vision, text, combined) = (FindOnnx(folder, "vision_model"), FindOnnx(folder, "text_model"), FindOnnx(folder, "model"));
        return (vision is not null && text is not null) || combined is not null ? new(folder, family, vision, text, combined) : null;
    }

    private static string? FindOnnx(string folder, string name) => ModelLocator.FindOnnx(folder, OnnxVariants.Of(name));

    /// <param name="type">config.json's model_type.</param>
    /// <returns>Null when it is of another kind.</returns>
    public static ContrastiveFamily? FamilyOf(string type) => type switch
    {
        "clip" => ContrastiveFamily.Clip,
        "chinese_clip" => ContrastiveFamily.ChineseClip,
        "siglip" or "siglip2" => ContrastiveFamily.Siglip,
        _ => null,
    };
}

internal enum ContrastiveFamily
{
    Clip,
    ChineseClip,
    Siglip,
}
