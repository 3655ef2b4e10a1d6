using Assistant.Inference.Models;
using Assistant.Inference.Models.Catalogue;
using Assistant.Inference.Tokenizers;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Assistant.Inference.Embeddings;

/// <summary>
/// The weights of a BERT-family encoder: input_ids, attention_mask, token_type_ids int64 [1, n] -> last_hidden_state float32 [1, n, dimensions]. Thread-safe.
/// </summary>
internal sealed class SentenceModel : IDisposable
{
    private static readonly string[] s_inputs = ["input_ids", "attention_mask", "token_type_ids"];
    private static readonly string[] s_files = OnnxVariants.Of("model");

    /// <summary>Tokens of a text that a window has room for at least.</summary>
    private const int LeastText = 8;

    private readonly bool _lowersCase;

    /// <param name="folder">A Hugging Face export.</param>
    /// <param name="catalogue">Knows what a folder does not say of itself; null knows nothing.</param>
    /// <exception cref="ModelFileException">A file is missing or not what it should be.</exception>
    public SentenceModel(OnnxEnvironment onnx, string folder, bool lowerCase, ModelCatalogue? catalogue = null)
    {
        var path = File = FindOnnx(folder) ?? throw new ModelFileException(Path.Combine(folder, "onnx", s_files[0] + ".onnx"));
        Tokenizer = Tokenizer.Load(Path.Combine(folder, "tokenizer.json"));
        Settings = SentenceSettings.Read(folder, catalogue);
        QueryPrefix = Tokenizer.Encode(Settings.QueryPrefix.TrimEnd(), special: false);
        PassagePrefix = Tokenizer.Encode(Settings.PassagePrefix.TrimEnd(), special: false);
        if (Tokenizer.FrameLength + Math.Max(QueryPrefix.Length, PassagePrefix.Length) + LeastText > Settings.MaxTokens)
            throw new ModelFileException(Path.Combine(folder, "tokenizer.json"), reason: $"of {Settings.MaxTokens} tokens, those around a text leave no room for it");
        _lowersCase = lowerCase && !Tokenizer.KnowsCapitals;
        Session = onnx.Load(path, SessionTuning.OnCallersThread);
        Inputs = [.. s_inputs.Where(Session.InputNames.Contains)];
        Output = Session.OutputNames.Contains("last_hidden_state") ? "last_hidden_state" : Session.OutputNames[0];
        Dimensions = Session.OutputMetadata[Output].Dimensions is [_, _, var size] ? size > 0 ? size : Settings.HiddenSize : 0;
        try
        {
            if (WhyNot() is { } reason)
                throw new ModelFileException(path, reason: reason);
            FirstRun.Check(path, Trial);
            if (Settings.Assumed is { } assumed)
                onnx.Note(Path.GetFileName(folder), assumed);
        }
        catch
        {
            Session.Dispose();
            throw;
        }
    }

    public string File { get; }
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

    private float[] Trial()
    {
        using var options = new RunOptions();
        return new SentenceRun(this, options).Pooled(Tokenizer.Frame(Tokens("text")));
    }

    private string? WhyNot() =>
        Session.InputNames.FirstOrDefault(name => !s_inputs.Contains(name)) is { } unexpected ? $"it has an input '{unexpected}', which sentence models do not have"
        : Inputs.FirstOrDefault(name => Session.InputMetadata[name].ElementDataType != TensorElementType.Int64) is { } other ? $"its input '{other}' is not int64"
        : Dimensions == 0 ? $"its output '{Output}' is not [texts, tokens, dimensions], or neither it nor config.json says how many dimensions"
        : Session.OutputMetadata[Output].ElementDataType != TensorElementType.Float ? $"its output '{Output}' is not float32"
        : null;
}
