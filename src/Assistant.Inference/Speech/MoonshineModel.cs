using Assistant.Inference.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Assistant.Inference.Speech;

/// <summary>
/// The weights of a Moonshine model (https://arxiv.org/abs/2410.15608) as a merged ONNX export. Thread-safe.
/// Encoder: input_values [1, samples] -> last_hidden_state [1, frames, width]. Decoder: input_ids, encoder_hidden_states and a cache of keys and values -> logits [1, n, 32768].
/// </summary>
internal sealed class MoonshineModel : IDisposable
{
    public const int Start = 1;
    public const int End = 2;

    private static readonly string[] s_inputs = ["input_ids", "encoder_hidden_states", "use_cache_branch"];

    public MoonshineModel(OnnxEnvironment onnx, MoonshineFiles files)
    {
        (Name, Vocabulary) = (files.Name, MoonshineVocabulary.Load(files.Vocabulary));
        Encoder = onnx.Load(files.Encoder, SessionTuning.ReturnsMemory);
        try
        {
            Decoder = onnx.Load(files.Decoder, SessionTuning.OnCallersThread | SessionTuning.UnpackedWeights);
        }
        catch
        {
            Encoder.Dispose();
            throw;
        }
        SelfCache = Names(Decoder.InputNames, "decoder");
        CrossCache = Names(Decoder.InputNames, "encoder");
        (Heads, HeadSize) = SelfCache is [var first, ..] && Decoder.InputMetadata[first].Dimensions is [_, > 0 and var heads, _, > 0 and var size] ? (heads, size) : (0, 0);
        if (WhyNot(files) is not var (path, reason))
            return;
        Dispose();
        throw new ModelFileException(path, reason: reason);
    }

    /// <summary>The folder's name.</summary>
    public string Name { get; }

    public InferenceSession Encoder { get; }
    public InferenceSession Decoder { get; }
    public MoonshineVocabulary Vocabulary { get; }

    /// <summary>Names of the cache of what was said so far, which grows by a token a step.</summary>
    public string[] SelfCache { get; }

    /// <summary>Names of the cache of what was heard, which the first step fills.</summary>
    public string[] CrossCache { get; }

    public long Heads { get; }
    public long HeadSize { get; }

    public void Dispose()
    {
        Encoder.Dispose();
        Decoder.Dispose();
    }

    private (string Path, string Reason)? WhyNot(MoonshineFiles files)
    {
        if (!Encoder.InputNames.SequenceEqual(["input_values"]))
            return (files.Encoder, $"its only input should be 'input_values', not '{string.Join(", ", Encoder.InputNames)}'");
        if (s_inputs.FirstOrDefault(name => !Decoder.InputNames.Contains(name)) is { } missing)
            return (files.Decoder, $"it has no input '{missing}'");
        if (Decoder.InputNames.Except([.. s_inputs, .. SelfCache, .. CrossCache]).FirstOrDefault() is { } unexpected)
            return (files.Decoder, $"it has an input '{unexpected}', which Moonshine's decoders do not have");
        foreach (var (path, session) in new[] { (files.Encoder, Encoder), (files.Decoder, Decoder) })
            if (session.InputMetadata.Concat(session.OutputMetadata).FirstOrDefault(each => each.Value.ElementDataType != TypeOf(each.Key)) is { Key: { } odd, Value: var value })
                return (path, $"its '{odd}' is {value.ElementDataType}, not {TypeOf(odd)}: take an export of another precision");
        return Heads == 0 ? (files.Decoder, "its cache of keys and values is not [1, heads, tokens, size]") : null;
    }

    private static TensorElementType TypeOf(string name) => name switch
    {
        "input_ids" => TensorElementType.Int64,
        "use_cache_branch" => TensorElementType.Bool,
        _ => TensorElementType.Float,
    };

    private static string[] Names(IReadOnlyList<string> inputs, string kind) =>
        [.. inputs.Where(name => name.StartsWith("past_key_values.", StringComparison.Ordinal) && name.Contains($".{kind}.", StringComparison.Ordinal))];
}
