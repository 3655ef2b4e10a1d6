namespace Assistant.Inference.Embeddings;

/// <summary>Which models turn texts into vectors, and how long texts are cut.</summary>
public sealed class EmbeddingOptions
{
    public const string SectionName = "Embeddings";

    /// <summary>Folder name of the model for English and every language that is not Chinese.</summary>
    public string English { get; set; } = "bge-small-en-v1.5";

    /// <summary>Folder name of the model for Chinese.</summary>
    public string Chinese { get; set; } = "bge-small-zh-v1.5";

    /// <summary>Tokens that two neighbouring windows of a long text share.</summary>
    public int OverlapTokens { get; set; } = 64;

    /// <summary>Text is put in lower case for models whose vocabulary has no capitals, so that a name with capitals is not one unknown token.</summary>
    public bool LowerCase { get; set; } = true;

    internal string ModelFor(string language) => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English;

    internal bool IsValid() => English.Length > 0 && Chinese.Length > 0 && OverlapTokens is >= 0 and <= 128;
}
