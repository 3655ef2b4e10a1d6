using Assistant.Inference.Models;

namespace Assistant.Inference.Language;

/// <summary>Where the files of a decoder-only export lie: a folder whose config.json names a causal language model, with its .onnx file.</summary>
internal sealed record DecoderFiles(string Folder, string Onnx)
{
    // A token is read from all weights: the smaller they are, the faster.
    private static readonly string[] s_preferred = ["_q4", "_q4f16", "_quantized", "_int8", "_uint8", "_bnb4", "_fp16"];

    // Exports whose graph holds both the first step and the later ones are called merged.
    private static readonly string[] s_names = [.. OnnxVariants.Of("model", s_preferred), .. OnnxVariants.Of("decoder_model_merged", s_preferred)];

    public string Name => Path.GetFileName(Folder);
    public string Config => Path.Combine(Folder, "config.json");
    public string GenerationConfig => Path.Combine(Folder, "generation_config.json");
    public string Tokenizer => Path.Combine(Folder, "tokenizer.json");
    public string TokenizerConfig => Path.Combine(Folder, "tokenizer_config.json");

    /// <summary>Size of the .onnx file with the weights that lie beside it in files of their own (model.onnx_data).</summary>
    public long Bytes => ModelLocator.Files(Path.GetDirectoryName(Onnx)!, Path.GetFileName(Onnx) + "*").Sum(ModelLocator.Size);

    /// <param name="name">Folder name; empty takes the largest installed.</param>
    public static DecoderFiles? Find(ModelLocator models, string name) => name.Length > 0
        ? models.FindModel(name) is { } folder ? In(folder) : null
        : models.AllModels().Select(In).OfType<DecoderFiles>().MaxBy(files => files.Bytes);

    private static DecoderFiles? In(string folder) =>
        ModelLocator.FindOnnx(folder, s_names) is { } onnx && ModelConfig.Of(folder).IsA("ForCausalLM") ? new(folder, onnx) : null;
}
