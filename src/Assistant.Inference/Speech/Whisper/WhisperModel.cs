using System.Text.Json;
using Assistant.Inference.Models;
using Assistant.Inference.Tokenizers;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Assistant.Inference.Speech.Whisper;

/// <summary>
/// The weights of a Whisper model of any size (https://arxiv.org/abs/2212.04356) as a merged ONNX export, float32 or float16 in and out. Thread-safe: what is found out about the file is the same whoever finds it.
/// Decoder: input_ids int64 [1, n], encoder_hidden_states, use_cache_branch and
/// past_key_values.{i}.{decoder,encoder}.{key,value} [1, heads, length, size] -> logits [1, n, vocabulary], present.*.
/// </summary>
internal sealed class WhisperModel : IDisposable
{
    private static readonly TensorElementType[] s_floats = [TensorElementType.Float, TensorElementType.Float16];
    private static readonly string[] s_known = ["input_ids", "encoder_hidden_states", "use_cache_branch"];

    /// <param name="window">How much the encoder hears of a short recording.</param>
    /// <exception cref="ModelFileException">A file is missing, cut short, or of a kind that is not supported; the message says which and why.</exception>
    public WhisperModel(OnnxEnvironment onnx, WhisperFiles files, EncoderWindow window)
    {
        Name = files.Name;
        Tokenizer = Tokenizer.Load(files.Tokenizer);
        Tokens = WhisperTokens.Read(files, Tokenizer);
        var (heads, width, bands, positions) = Sizes(files);
        MaxPositions = positions;
        Encoder = new(onnx, files.Encoder, bands, window);
        try
        {
            Decoder = onnx.Load(files.Decoder, SessionTuning.BriefWaits);
        }
        catch
        {
            Encoder.Dispose();
            throw;
        }
        SelfCache = Names("decoder");
        CrossCache = Names("encoder");
        (Heads, HeadSize) = (heads, width / heads);
        Refuse(files);
    }

    public string Name { get; }
    public Tokenizer Tokenizer { get; }
    public WhisperTokens Tokens { get; }
    public WhisperEncoder Encoder { get; }
    public InferenceSession Decoder { get; }

    /// <summary>Tokens that the decoder can hold, the prompt among them.</summary>
    public int MaxPositions { get; }

    /// <summary>Names of the cache of what was said so far, which grows by a token a step.</summary>
    public string[] SelfCache { get; }

    /// <summary>Names of the cache of what was heard, which the first step fills.</summary>
    public string[] CrossCache { get; }

    public long Heads { get; }
    public long HeadSize { get; }

    /// <summary>Of the caches and of the numbers that may follow: float32 or float16.</summary>
    public TensorElementType CacheType => Decoder.InputMetadata[SelfCache[0]].ElementDataType;

    public TensorElementType LogitsType => Decoder.OutputMetadata["logits"].ElementDataType;

    /// <summary>Whether a prompt of several tokens may go in with a cache of what was heard; null until that was tried.</summary>
    public bool? RereadsPrompts { get; set; }

    public bool Translates => Tokens.Translate is not null;

    public bool Knows(string language) => Tokens.Languages.Count == 0 ? language == "en" : Tokens.Languages.ContainsKey(language);

    /// <summary>What was heard of at most 30 s of sound, [1, positions, width], in the type that the decoder takes: exports may mix an encoder and a decoder of different precision.</summary>
    public (IDisposable Owner, OrtValue Frames) EncodeForDecoder(ReadOnlySpan<float> samples, EncoderWindow window, RunOptions options)
    {
        var frames = Encoder.Encode(samples, window, options);
        var (type, shape) = (frames[0].GetTensorTypeAndShape().ElementDataType, frames[0].GetTensorTypeAndShape().Shape);
        if (type == Decoder.InputMetadata["encoder_hidden_states"].ElementDataType)
            return (frames, frames[0]);
        using (frames)
        {
            var other = type == TensorElementType.Float
                ? OrtValue.CreateTensorValueFromMemory(HalfPrecision.Of(frames[0].GetTensorDataAsSpan<float>()), shape)
                : OrtValue.CreateTensorValueFromMemory(HalfPrecision.ToSingle(frames[0].GetTensorDataAsSpan<Float16>()), shape);
            return (other, other);
        }
    }

    public void Dispose()
    {
        Encoder.Dispose();
        Decoder.Dispose();
    }

    private string[] Names(string kind) =>
        [.. Decoder.InputNames.Where(name => name.StartsWith("past_key_values.", StringComparison.Ordinal) && name.Contains($".{kind}.", StringComparison.Ordinal))];

    private void Refuse(WhisperFiles files)
    {
        var missing = s_known.Concat(SelfCache.Concat(CrossCache)).FirstOrDefault(name => !Decoder.InputNames.Contains(name));
        var unexpected = Decoder.InputNames.FirstOrDefault(name => !s_known.Contains(name) && !SelfCache.Contains(name) && !CrossCache.Contains(name));
        var (path, reason) =
            missing is not null || SelfCache.Length == 0 || CrossCache.Length == 0 ? (files.Decoder, $"it has no input '{missing ?? "past_key_values"}'; a merged decoder is needed")
            : unexpected is not null ? (files.Decoder, $"it has an input '{unexpected}', which is not supported")
            : !Decoder.OutputNames.Contains("logits") ? (files.Decoder, "it has no output 'logits'")
            : !s_floats.Contains(LogitsType) || !s_floats.Contains(Decoder.InputMetadata["encoder_hidden_states"].ElementDataType) ? (files.Decoder, "its logits or what it hears is neither float32 nor float16")
            : !s_floats.Contains(CacheType) || SelfCache.Concat(CrossCache).Any(name => Decoder.InputMetadata[name].ElementDataType != CacheType) ? (files.Decoder, "its past is not all float32 or all float16")
            : Decoder.InputMetadata[SelfCache[0]].Dimensions is [_, var heads, _, var size] && ((heads > 0 && heads != Heads) || (size > 0 && size != HeadSize))
                ? (files.Decoder, $"it has {heads} heads of {size}, config.json says {Heads} of {HeadSize}")
            : ("", null);
        if (reason is null)
            return;
        Dispose();
        throw new ModelFileException(path, reason: reason);
    }

    private static (int Heads, int Width, int Bands, int Positions) Sizes(WhisperFiles files)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(files.Config));
            var root = document.RootElement;
            var sizes = (root.GetProperty("decoder_attention_heads").GetInt32(), root.GetProperty("d_model").GetInt32(), root.GetProperty("num_mel_bins").GetInt32(), root.GetProperty("max_target_positions").GetInt32());
            return sizes is ( > 0, > 0, > 0 and <= 256, >= 64) && sizes.Item2 % sizes.Item1 == 0 ? sizes : throw new FormatException();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException(files.Config, e, "it does not say decoder_attention_heads, d_model, num_mel_bins and max_target_positions, or what it says cannot be");
        }
    }
}
