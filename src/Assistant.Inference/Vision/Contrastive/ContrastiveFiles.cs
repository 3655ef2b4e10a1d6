using Assistant.Inference.Models;

namespace Assistant.Inference.Vision.Contrastive;

/// <summary>
/// Where the files of a CLIP or SigLIP export lie: a folder whose config.json says such a model_type, with a vision and a text model or with both in one.
/// </summary>
/// <param name="Vision">Null when only <paramref name="Combined"/> holds it; the same for <paramref name="Text"/>.</param>
internal sealed record ContrastiveFiles(string Folder, ContrastiveFamily Family, string? Vision, string? Text, string? Combined)
{
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
            .MaxBy(files => ModelLocator.Size(files.Vision ?? files.Combined!));
    }

    /// <summary>Models made for tests are called so ("tiny-random-..."); what they see means nothing.</summary>
    public static bool HasRandomWeights(string folder) => Path.GetFileName(folder).Split('-', '_').Contains("random", StringComparer.OrdinalIgnoreCase);

    private static ContrastiveFiles? In(string folder)
    {
        if (FamilyOf(ModelConfig.Of(folder).Type) is not { } family)
            return null;
        var (vision, text, combined) = (FindOnnx(folder, "vision_model"), FindOnnx(folder, "text_model"), FindOnnx(folder, "model"));
        return (vision is not null && text is not null) || combined is not null ? new(folder, family, vision, text, combined) : null;
    }

    private static string? FindOnnx(string folder, string name) => ModelLocator.FindOnnx(folder, OnnxVariants.Of(name));

    private static ContrastiveFamily? FamilyOf(string type) => type switch
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
