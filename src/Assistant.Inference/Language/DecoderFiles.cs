using Assistant.Inference.Language.Templates;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Onnx;

namespace Assistant.Inference.Language;

/// <summary>Where the files of a decoder-only export lie: a folder whose config.json names a causal language model, with its .onnx file.</summary>
internal sealed record DecoderFiles(string Folder, string Onnx)
{
    // A token is read from all weights: the smaller they are, the faster.
    private static readonly string[] s_preferred = ["_q4", "_q4f16", "_quantized", "_int8", "_uint8", "_bnb4", "_fp16"];

    // Exports whose graph holds both the first step and the later ones are called merged.
    private static readonly string[] s_names = [.. OnnxVariants.Of("model", s_preferred), .. OnnxVariants.Of("decoder_model_merged", s_preferred)];

    private static readonly string[] s_unmerged = OnnxVariants.Of("decoder_model", s_preferred);
    private const string Causal = "ForCausalLM";

    /// <summary>What lies there now: another precision may have taken the place of this one.</summary>
    public DecoderFiles Now => In(Folder) ?? this;

    public string Name => Path.GetFileName(Folder);
    public string Config => Path.Combine(Folder, "config.json");
    public string GenerationConfig => Path.Combine(Folder, "generation_config.json");
    public string Tokenizer => Path.Combine(Folder, "tokenizer.json");
    public string TokenizerConfig => Path.Combine(Folder, "tokenizer_config.json");

    /// <summary>Size of the .onnx file with the weights that lie beside it in files of their own (model.onnx_data).</summary>
    public long Bytes => ModelLocator.Files(Path.GetDirectoryName(Onnx)!, Path.GetFileName(Onnx) + "*").Sum(ModelLocator.Size);

    /// <param name="name">Folder name; empty takes all that are installed, the largest first.</param>
    public static IReadOnlyList<DecoderFiles> FindAll(ModelLocator models, string name) => name.Length > 0
        ? models.FindModel(name) is { } folder && In(folder) is { } only ? [only] : []
        : [.. models.AllModels().Select(In).OfType<DecoderFiles>().OrderByDescending(files => files.Bytes)];

    /// <summary>Names of those that come as one file for the first step and another for the later ones.</summary>
    public static IReadOnlyList<string> FindUnmerged(ModelLocator models) =>
        [.. models.AllModels().Where(folder => In(folder) is null && ModelLocator.FindOnnx(folder, s_unmerged) is not null && ModelConfig.Of(folder).IsA(Causal)).Select(folder => Path.GetFileName(folder))];

    /// <summary>Why it is no model to talk to, as far as its small files tell; null when nothing speaks against it.</summary>
    /// <exception cref="ModelFileException">One of them cannot be read.</exception>
    public string? WhyNot()
    {
        if (ChatTemplateFile.Read(TokenizerConfig).Template.Length == 0)
            return "it has no chat template (a base model, or one for embeddings or ranking)";
        try
        {
            using var file = File.OpenRead(Onnx);
            return OnnxOutline.Read(file) is { } outline && outline.Outputs.All(output => output.Name != "logits") ? "it does not say what may follow (it has no output 'logits'; a model for embeddings or ranking)" : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException(Onnx, e);
        }
    }

    private static DecoderFiles? In(string folder) =>
        ModelLocator.FindOnnx(folder, s_names) is { } onnx && ModelConfig.Of(folder).IsA(Causal) ? new(folder, onnx) : null;
}
