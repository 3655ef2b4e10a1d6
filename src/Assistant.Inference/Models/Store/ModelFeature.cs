using Assistant.Inference.Speech.Whisper;
using Assistant.Inference.Vision.Contrastive;

namespace Assistant.Inference.Models.Store;

/// <summary>What a model that the catalogue does not know serves, as far as its config.json tells.</summary>
internal static class ModelFeature
{
    /// <returns>The feature's name, as /healthz has it; null when it is of no known kind.</returns>
    public static string? Of(string folder) => ModelConfig.Of(folder) switch
    {
        var config when ContrastiveFiles.FamilyOf(config.Type) is not null => "labels",
        { Type: "whisper" } => new WhisperFiles(folder, "", "").IsMultilingual ? "speechInOtherLanguages" : "speech",
        { Type: "moonshine" } => "speech",
        var config when config.IsA("ForCausalLM") => "languageModel",
        var config when config.IsA("ForObjectDetection") => "objects",
        var config when config.IsA("Model") => "embeddings",
        _ => null,
    };
}
