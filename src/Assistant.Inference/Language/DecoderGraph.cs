using Assistant.Inference.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Assistant.Inference.Language;

/// <summary>A tensor of the cache: float32 or float16 [1, heads, past, size] in, the same with what was read appended out.</summary>
internal sealed record CacheTensor(string Past, string Present, int Heads, int Size);

/// <summary>
/// What goes into a decoder-only export and what comes out, read off the file and checked against its config.json: input_ids int64 [1, n], and where the file has them
/// attention_mask int64 [1, past + n], position_ids int64 [1, n], num_logits_to_keep int64, use_cache_branch bool [1] -> logits [1, n or as many as kept, vocabulary]. Immutable.
/// </summary>
/// <param name="CacheType">float32 or float16.</param>
/// <param name="LogitsType">float32 or float16.</param>
/// <param name="LogitsToKeep">Name of the input that says for how many of the last tokens logits are wanted; null when there is none.</param>
/// <param name="LogitsToKeepShape">Of that input: [] or [1].</param>
internal sealed record DecoderGraph(
    IReadOnlyList<CacheTensor> Cache,
    TensorElementType CacheType,
    TensorElementType LogitsType,
    int Vocabulary,
    bool TakesMask,
    bool TakesPositions,
    bool TakesBranch,
    string? LogitsToKeep,
    long[] LogitsToKeepShape)
{
    private const string PastPrefix = "past_key_values.";
    private const int MostVocabulary = 1 << 22;
    private const long MostNumbersPerToken = 1 << 23;
    private static readonly string[] s_keep = [LastRows.Input, "logits_to_keep"];
    private static readonly string[] s_known = ["input_ids", "attention_mask", "position_ids", "use_cache_branch", .. s_keep];
    private static readonly TensorElementType[] s_floats = [TensorElementType.Float, TensorElementType.Float16];

    public int CacheElementBytes => CacheType == TensorElementType.Float16 ? 2 : 4;

    /// <summary>Bytes of keys and values that one token takes.</summary>
    public long BytesPerToken => Cache.Sum(tensor => (long)tensor.Heads * tensor.Size) * CacheElementBytes;

    /// <exception cref="ModelFileException">It is not such a file, or not the one that config.json describes; the message says what is wrong.</exception>
    public static DecoderGraph Read(InferenceSession session, string path, DecoderConfig config)
    {
        var (inputs, outputs) = (session.InputMetadata, session.OutputMetadata);
        string[] pasts = [.. session.InputNames.Where(name => name.StartsWith(PastPrefix, StringComparison.Ordinal))];
        if (session.InputNames.FirstOrDefault(name => !s_known.Contains(name) && !pasts.Contains(name)) is { } unexpected)
            throw Refused($"it has an input '{unexpected}', which is not supported");
        if (!inputs.TryGetValue("input_ids", out var ids) || pasts.Length == 0)
            throw Refused("it has no input_ids or no past_key_values: it is no decoder that remembers what it read");
        if (ids.ElementDataType != TensorElementType.Int64)
            throw Refused($"its input_ids are {ids.ElementDataType}, not int64");
        if (inputs.TryGetValue("position_ids", out var positions) && positions.Dimensions.Length != 2)
            throw Refused($"its position_ids have {positions.Dimensions.Length} dimensions, not 2");
        if (!outputs.TryGetValue("logits", out var logits))
            throw Refused("it has no output 'logits'");
        if (config.Layers > 0 && pasts.Length != 2 * config.Layers)
            throw Refused($"it has {pasts.Length} tensors of keys and values, but its config.json says {config.Layers} layers, which have {2 * config.Layers}");
        CacheTensor[] cache = [.. pasts.Select(Tensor)];
        var type = inputs[pasts[0]].ElementDataType;
        if (!s_floats.Contains(type) || pasts.Any(past => inputs[past].ElementDataType != type))
            throw Refused($"its past_key_values are {type}, not all float32 or all float16");
        if (!s_floats.Contains(logits.ElementDataType))
            throw Refused($"its logits are {logits.ElementDataType}, not float32 or float16");
        var vocabulary = logits.Dimensions is [.., > 0 and var size] ? size : config.Vocabulary;
        if (vocabulary <= 0)
            throw Refused("neither its output 'logits' nor config.json says how many tokens there are");
        if (vocabulary > MostVocabulary || cache.Sum(tensor => (long)tensor.Heads * tensor.Size) > MostNumbersPerToken)
            throw Refused("the sizes that it says are not those of any model");
        var keep = s_keep.FirstOrDefault(inputs.ContainsKey);
        return new(cache, type, logits.ElementDataType, vocabulary, inputs.ContainsKey("attention_mask"), inputs.ContainsKey("position_ids"), inputs.ContainsKey("use_cache_branch"),
            keep, keep is not null && inputs[keep].Dimensions.Length > 0 ? [1] : []);

        CacheTensor Tensor(string past)
        {
            var present = string.Concat("present.", past.AsSpan(PastPrefix.Length));
            if (!outputs.ContainsKey(present))
                throw Refused($"it has no output '{present}'");
            if (inputs[past].Dimensions is not [_, var heads, _, var width])
                throw Refused($"its input '{past}' is not [batch, heads, past, size]");
            return new(past, present, Agreed(heads, config.KeyHeads, "heads of keys", past), Agreed(width, config.HeadSize, "numbers a head", past));
        }

        int Agreed(int inFile, int inConfig, string what, string past) =>
            inFile > 0 && inConfig > 0 && inFile != inConfig ? throw Refused($"its input '{past}' has {inFile} {what}, but its config.json says {inConfig}")
            : inFile > 0 ? inFile
            : inConfig > 0 ? inConfig
            : throw Refused($"neither its input '{past}' nor config.json says how many {what} there are");

        ModelFileException Refused(string reason) => new(path, reason: reason);
    }
}
