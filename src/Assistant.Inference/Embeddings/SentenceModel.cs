using Assistant.Inference.Models;
using Assistant.Inference.Tokenizers;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Embeddings;

/// <summary>
/// The weights of a BERT-family encoder: input_ids, attention_mask, token_type_ids int64 [1, n] -> last_hidden_state float32 [1, n, dimensions]. Thread-safe.
/// </summary>
internal sealed class SentenceModel : IDisposable
{
    private static readonly string[] s_inputs = ["input_ids", "attention_mask", "token_type_ids"];
    private static readonly string[] s_files = ["model_quantized", "model_int8", "model", "model_fp16"];

    private readonly bool _lowersCase;

    /// <param name="folder">A Hugging Face export.</param>
    /// <exception cref="ModelFileException">A file is missing or not what it should be.</exception>
    public SentenceModel(OnnxEnvironment onnx, string folder, bool lowerCase)
    {
        var path = FindOnnx(folder) ?? throw new ModelFileException(Path.Combine(folder, "onnx", s_files[0] + ".onnx"));
        Tokenizer = Tokenizer.Load(Path.Combine(folder, "tokenizer.json"));
        Settings = SentenceSettings.Read(folder);
        if (Tokenizer.FrameLength + 8 > Settings.MaxTokens)
            throw new ModelFileException(Path.Combine(folder, "tokenizer.json"), reason: "it puts more tokens around a text than fit");
        Session = onnx.Load(path, SessionTuning.OnCallersThread);
        Inputs = [.. s_inputs.Where(Session.InputNames.Contains)];
        if (Session.InputNames.FirstOrDefault(name => !s_inputs.Contains(name)) is { } unexpected)
            throw new ModelFileException(path, reason: $"it has an input '{unexpected}', which sentence models do not have");
        Output = Session.OutputNames.Contains("last_hidden_state") ? "last_hidden_state" : Session.OutputNames[0];
        Dimensions = Session.OutputMetadata[Output].Dimensions is [.., > 0 and var size] shape && shape.Length == 3 ? size
            : throw new ModelFileException(path, reason: $"its output '{Output}' is not [texts, tokens, dimensions]");
        QueryPrefix = Tokenizer.Encode(Settings.QueryPrefix.TrimEnd(), special: false);
        PassagePrefix = Tokenizer.Encode(Settings.PassagePrefix.TrimEnd(), special: false);
        _lowersCase = lowerCase && !Tokenizer.KnowsCapitals;
    }

    public Tokenizer Tokenizer { get; }
    public SentenceSettings Settings { get; }
    public InferenceSession Session { get; }
    public string[] Inputs { get; }
    public string Output { get; }
    public int Dimensions { get; }
    public int[] QueryPrefix { get; }
    public int[] PassagePrefix { get; }

    public static string? FindOnnx(string folder) => ModelLocator.FindOnnx(folder, s_files);

    /// <summary>The tokens of a text alone, without prefix or frame.</summary>
    public int[] Tokens(string text) => Tokenizer.Encode(_lowersCase ? text.ToLowerInvariant() : text, special: false);

    public void Dispose() => Session.Dispose();
}
