using Assistant.Inference.Models;

namespace Assistant.Inference.Speech;

/// <summary>Where the files of Moonshine tiny, its vocabulary and Silero VAD lie.</summary>
internal sealed record MoonshineFiles(string Encoder, string Decoder, string Vocabulary, string Vad)
{
    public const string Model = "moonshine-tiny";
    private const string Package = "@moonshine-ai/moonshine-js";
    private const string Folder = "dist/model/tiny/quantized/";

    /// <summary>Null when one of them is not installed.</summary>
    public static MoonshineFiles? Find(ModelLocator models) =>
        models.FindFile(Model, Package, Folder + "encoder_model.onnx") is { } encoder
        && models.FindFile(Model, Package, Folder + "decoder_model_merged.onnx") is { } decoder
        && FindVocabulary(models) is { } vocabulary
        && models.FindFile("silero-vad", "@ricky0123/vad-web", "dist/silero_vad_v6.onnx") is { } vad
            ? new(encoder, decoder, vocabulary, vad)
            : null;

    private static string? FindVocabulary(ModelLocator models) =>
        models.FindFile("llama-tokenizer", "llama-tokenizer-js", "llama-tokenizer.js")
        ?? new[] { Model, "llama-tokenizer" }.Select(models.FindModel).OfType<string>().Select(folder => Path.Combine(folder, "tokenizer.json")).FirstOrDefault(File.Exists);
}
