using Assistant.Inference.Models;
using Assistant.Inference.Models.Catalogue;
using Assistant.Inference.Tokenizers;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Assistant.Inference.Embeddings;

/// <summary>
/// The weights of a BERT-family encoder: input_ids, attention_mask, token_type_ids int64 [1, n] -> last_hidden_state or token_embeddings float32 [1, n, dimensions], or
/// sentence_embedding float32 [1, dimensions], which is taken where no sentence.json says how the others are put together. Thread-safe.
/// </summary>
internal sealed class SentenceModel : IDisposable
{
    public const string PooledOutput = "sentence_embedding";

    private static readonly string[] s_outputs = ["last_hidden_state", "token_embeddings"];
    private static readonly string[] s_inputs = ["input_ids", "attention_mask", "token_type_ids"];
    private static readonly string[] s_files = OnnxVariants.Of("model");

    /// <summary>Tokens of a text that a window has room for at least.</summary>
    private const int LeastText = 8;

    /// <summary>Of <see cref="Dimensions"/>, until something was computed.</summary>
    public const int Unknown = -1;

    private readonly bool _lowersCase;
    private readonly int[] _queryPrefix;
    private readonly int[] _passagePrefix;

    /// <param name="folder">A Hugging Face export.</param>
    /// <param name="catalogue">Knows what a folder does not say of itself; null knows nothing.</param>
    /// <exception cref="ModelFileException">A file is missing or not what it should be.</exception>
    public SentenceModel(OnnxEnvironment onnx, string folder, bool lowerCase, ModelCatalogue? catalogue = null)
    {
        var path = File = FindOnnx(folder) ?? throw new ModelFileException(Path.Combine(folder, "onnx", s_files[0] + ".onnx"));
        Tokenizer = Tokenizer.Load(Path.Combine(folder, "tokenizer.json"));
        Settings = SentenceSettings.Read(folder, catalogue);
        (_queryPrefix, _passagePrefix) = (PrefixOf(Settings.QueryPrefix), PrefixOf(Settings.PassagePrefix));
        if (Tokenizer.FrameLength + Math.Max(_queryPrefix.Length, _passagePrefix.Length) + LeastText > Settings.MaxTokens)
            throw new ModelFileException(Path.Combine(folder, "tokenizer.json"), reason: $"of {Settings.MaxTokens} tokens, those around a text leave no room for it");
        _lowersCase = lowerCase && !Tokenizer.KnowsCapitals;
        Session = onnx.Load(path, SessionTuning.OnCallersThread);
        Inputs = [.. s_inputs.Where(Session.InputNames.Contains)];
        var ofTokens = s_outputs.FirstOrDefault(Session.OutputNames.Contains);
        GivesPooled = Session.OutputNames.Contains(PooledOutput) && (!Settings.PoolingIsTold || (ofTokens is null && Session.OutputNames[0] == PooledOutput));
        Output = GivesPooled ? PooledOutput : ofTokens ?? Session.OutputNames[0];
        var shape = Session.OutputMetadata[Output].Dimensions;
        Dimensions = shape.Length != (GivesPooled ? 2 : 3) ? 0 : shape[^1] > 0 ? shape[^1] : GivesPooled ? Unknown : Settings.HiddenSize;
        try
        {
            if (WhyNot() is { } reason)
                throw new ModelFileException(path, reason: reason);
            if (!GivesPooled && Settings.Unsupported is { } unsupported)
                throw unsupported;
            FirstRun.Check(path, Trial);
            if ((GivesPooled ? Settings.AssumedOfPooled : Settings.Assumed) is { } assumed)
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

    /// <summary>Whether <see cref="Output"/> is the vector of a text, and not of its tokens.</summary>
    public bool GivesPooled { get; }

    /// <summary>Numbers of a vector.</summary>
    public int Dimensions { get; private set; }

    public static string? FindOnnx(string folder) => ModelLocator.FindOnnx(folder, s_files);

    /// <summary>The tokens of what all questions begin with, or all passages; none where they begin with nothing.</summary>
    public int[] Prefix(bool query) => query ? _queryPrefix : _passagePrefix;

    /// <summary>The tokens of a text behind its prefix, without frame, and how many of the first are the prefix's. Encoded together: with some vocabularies a word has another token behind a space.</summary>
    public (int[] Ids, int Prefix) Tokens(string text, bool query)
    {
        var ids = Tokenizer.Encode((query ? Settings.QueryPrefix : Settings.PassagePrefix) + (_lowersCase ? text.ToLowerInvariant() : text), special: false);
        return (ids, ids.AsSpan().CommonPrefixLength(Prefix(query)));
    }

    public void Dispose() => Session.Dispose();

    private float[] Trial()
    {
        using var options = new RunOptions();
        var vector = new SentenceRun(this, options).Pooled(Tokenizer.Frame(Tokens("text", query: false).Ids));
        Dimensions = vector.Length;
        return vector;
    }

    private int[] PrefixOf(string prefix) => Tokenizer.Encode(prefix.TrimEnd(), special: false);

    private string? WhyNot() =>
        Session.InputNames.FirstOrDefault(name => !s_inputs.Contains(name)) is { } unexpected ? $"it has an input '{unexpected}', which sentence models do not have"
        : Inputs.FirstOrDefault(name => Session.InputMetadata[name].ElementDataType != TensorElementType.Int64) is { } other ? $"its input '{other}' is not int64"
        : Dimensions == 0 ? GivesPooled ? $"its output '{Output}' is not [texts, dimensions]" : $"its output '{Output}' is not [texts, tokens, dimensions], or neither it nor config.json says how many dimensions"
        : Session.OutputMetadata[Output].ElementDataType != TensorElementType.Float ? $"its output '{Output}' is not float32"
        : null;
}
