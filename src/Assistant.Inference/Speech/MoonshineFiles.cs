using Assistant.Inference.Models;

namespace Assistant.Inference.Speech;

/// <summary>Where the files of Moonshine tiny and its vocabulary lie.</summary>
internal sealed record MoonshineFiles(string Encoder, string Decoder, string Vocabulary)
{
    public const string Model = "moonshine-tiny";
    private const string Package = "@moonshine-ai/moonshine-js";
    private const string Folder = "dist/model/tiny/quantized/";

    /// <summary>Null when one of them is not installed.</summary>
    public static MoonshineFiles? Find(ModelLocator models) =>
        models.FindFile(Model, Package, Folder + "encoder_model.onnx") is { } encoder
        && models.FindFile(Model, Package, Folder + "decoder_model_merged.onnx") is { } decoder
        && FindVocabulary(models) is { } vocabulary
            ? new(encoder, decoder, vocabulary)
            : null;

    private static string? FindVocabulary(ModelLocator models) =>
        models.FindFile("llama-tokenizer", "llama-tokenizer-js", "llama-tokenizer.js")
        ?? new[] { Model, "llama-tokenizer" }.Select(models.FindModel).OfType<string>().Select(folder => Path.Combine(folder, "tokenizer.json")).FirstOrDefault(File.Exists);
}
