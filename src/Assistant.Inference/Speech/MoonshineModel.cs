using Assistant.Inference.Models;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Speech;

/// <summary>
/// The weights of Moonshine tiny (https://arxiv.org/abs/2410.15608) as a merged ONNX export. Thread-safe.
/// Encoder: input_values [1, samples] -> last_hidden_state [1, frames, 288]. Decoder: input_ids, encoder_hidden_states and a cache of keys and values -> logits [1, n, 32768].
/// </summary>
internal sealed class MoonshineModel : IDisposable
{
    public const int Start = 1;
    public const int End = 2;

    public MoonshineModel(OnnxEnvironment onnx, MoonshineFiles files)
    {
        Vocabulary = MoonshineVocabulary.Load(files.Vocabulary);
        Encoder = onnx.Load(files.Encoder, SessionTuning.ReturnsMemory);
        Decoder = onnx.Load(files.Decoder, SessionTuning.OnCallersThread | SessionTuning.UnpackedWeights);
        foreach (var needed in new[] { "input_ids", "encoder_hidden_states", "use_cache_branch" })
            if (!Decoder.InputNames.Contains(needed))
                throw new ModelFileException(files.Decoder, reason: $"it has no input {needed}");
        SelfCache = Names(Decoder.InputNames, "decoder");
        CrossCache = Names(Decoder.InputNames, "encoder");
        var shape = Decoder.InputMetadata[SelfCache[0]].Dimensions;
        (Heads, HeadSize) = (shape[1], shape[3]);
    }

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

    private static string[] Names(IReadOnlyList<string> inputs, string kind) =>
        [.. inputs.Where(name => name.StartsWith("past_key_values.", StringComparison.Ordinal) && name.Contains($".{kind}.", StringComparison.Ordinal))];
}
