using Assistant.Inference.Language.Constraints;
using Assistant.Inference.Language.Templates;
using Assistant.Inference.Models;
using Assistant.Inference.Tokenizers;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Assistant.Inference.Language;

/// <summary>
/// The weights of a Llama-like decoder: input_ids, position_ids int64 [1, n], attention_mask int64 [1, past + n], past_key_values.{i}.{key,value} float32
/// [1, heads, past, size] -> logits float32 [1, n, vocabulary], present.*. Its attention must be GroupQueryAttention, which appends to the past in place. Thread-safe.
/// </summary>
internal sealed class DecoderModel : IDisposable
{
    private const int GraphBytes = 8 << 20;
    private static readonly string[] s_known = ["input_ids", "position_ids", "attention_mask"];

    /// <exception cref="ModelFileException">A file is missing, cut short, or of a kind that is not supported; the message says which and why.</exception>
    public DecoderModel(OnnxEnvironment onnx, DecoderFiles files, LocalModelOptions options)
    {
        Name = files.Name;
        Config = DecoderConfig.Read(files);
        Tokenizer = Tokenizer.Load(files.Tokenizer);
        Template = ChatTemplate.Read(files.TokenizerConfig, Tokenizer);
        Formats = new(Tokenizer, new HashSet<int>([Template.End, .. Config.Ends]));
        ContextTokens = Math.Min(options.ContextTokens, Config.MaxPositions);
        Session = onnx.Load(files.Onnx);
        Past = [.. Session.InputNames.Where(name => name.StartsWith("past_key_values.", StringComparison.Ordinal))];
        Present = [.. Past.Select(name => name.Replace("past_key_values", "present", StringComparison.Ordinal))];
        Refuse(files.Onnx);
        var shape = Session.InputMetadata[Past[0]].Dimensions;
        (Heads, HeadSize) = (shape[1], shape[3]);
        Vocabulary = Session.OutputMetadata["logits"].Dimensions is [.., > 0 and var size] ? size : throw new ModelFileException(files.Onnx, reason: "its output 'logits' does not say how many tokens there are");
    }

    public string Name { get; }
    public DecoderConfig Config { get; }
    public Tokenizer Tokenizer { get; }
    public ChatTemplate Template { get; }
    public AnswerFormats Formats { get; }
    public InferenceSession Session { get; }
    public int ContextTokens { get; }
    public string[] Past { get; }
    public string[] Present { get; }
    public int Heads { get; }
    public int HeadSize { get; }
    public int Vocabulary { get; }
    public bool TakesPositions => Session.InputNames.Contains("position_ids");

    public bool Ends(int token) => token == Template.End || Config.Ends.Contains(token);

    public void Dispose() => Session.Dispose();

    private void Refuse(string path)
    {
        var reason = Session.InputNames.FirstOrDefault(name => !s_known.Contains(name) && !Past.Contains(name)) is { } unexpected ? $"it has an input '{unexpected}', which is not supported"
            : !Session.InputNames.Contains("input_ids") || !Session.InputNames.Contains("attention_mask") || Past.Length == 0 ? "it has no input_ids, attention_mask or past_key_values"
            : !Session.OutputNames.Contains("logits") ? "it has no output 'logits'"
            : Present.FirstOrDefault(name => !Session.OutputNames.Contains(name)) is { } missing ? $"it has no output '{missing}'"
            : Session.InputMetadata[Past[0]].ElementDataType != TensorElementType.Float ? "its past is not float32"
            : Session.InputMetadata[Past[0]].Dimensions is not [_, > 0, _, > 0] ? "its past does not say how many heads there are and how large they are"
            : !UsesGroupQueryAttention(path) ? "its attention is not GroupQueryAttention"
            : null;
        if (reason is null)
            return;
        Session.Dispose();
        throw new ModelFileException(path, reason: reason);
    }

    /// <summary>The runtime does not tell the kinds of a graph's nodes; they stand at the start of the file, spelled out.</summary>
    private static bool UsesGroupQueryAttention(string path)
    {
        using var file = File.OpenRead(path);
        var start = new byte[Math.Min(file.Length, GraphBytes)];
        return start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)).IndexOf("GroupQueryAttention"u8) >= 0;
    }
}
