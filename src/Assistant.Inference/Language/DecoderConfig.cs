using System.Text.Json;
using Assistant.Inference.Models;

namespace Assistant.Inference.Language;

/// <summary>What config.json and generation_config.json say.</summary>
/// <param name="Ends">Tokens that end an answer.</param>
/// <param name="Parameters">Number of weights, counted from the sizes of the layers.</param>
/// <param name="Layers">Layers; 0 when it does not say.</param>
/// <param name="KeyHeads">Heads of keys and values in a layer; 0 when it does not say.</param>
/// <param name="HeadSize">Numbers in a head; 0 when it does not say.</param>
/// <param name="Vocabulary">Tokens that there are; 0 when it does not say.</param>
internal sealed record DecoderConfig(int MaxPositions, IReadOnlySet<int> Ends, long Parameters, int Layers = 0, int KeyHeads = 0, int HeadSize = 0, int Vocabulary = 0)
{
    /// <summary>How it was made to write, for callers that do not say.</summary>
    public SamplingSettings Sampling { get; init; } = SamplingSettings.Greedy;

    /// <exception cref="ModelFileException">Not such a file.</exception>
    public static DecoderConfig Read(DecoderFiles files)
    {
        var ends = new HashSet<int>();
        var config = Read(files.Config, root =>
        {
            AddEnds(root, ends);
            var heads = Number(root, "num_attention_heads", 0);
            return new DecoderConfig(Number(root, "max_position_embeddings", 2048), ends, Count(root), Number(root, "num_hidden_layers", 0),
                Number(root, "num_key_value_heads", heads), Number(root, "head_dim", heads > 0 ? Number(root, "hidden_size", 0) / heads : 0), Number(root, "vocab_size", 0));
        });
        if (File.Exists(files.GenerationConfig))
            config = config with
            {
                Sampling = Read(files.GenerationConfig, root =>
                {
                    AddEnds(root, ends);
                    return SamplingSettings.Of(root);
                }),
            };
        return config.MaxPositions > 0 ? config : throw new ModelFileException(files.Config, reason: $"it says that the model takes {config.MaxPositions} tokens");
    }

    private static void AddEnds(JsonElement root, HashSet<int> ends)
    {
        if (!root.TryGetProperty("eos_token_id", out var value))
            return;
        if (value.ValueKind == JsonValueKind.Array)
            ends.UnionWith(value.EnumerateArray().Select(id => id.GetInt32()));
        else if (value.ValueKind == JsonValueKind.Number)
            ends.Add(value.GetInt32());
    }

    /// <summary>Of a Llama-like decoder: embeddings, attention with grouped keys, a gated MLP.</summary>
    private static long Count(JsonElement root)
    {
        long hidden = Number(root, "hidden_size", 0), layers = Number(root, "num_hidden_layers", 0), heads = Math.Max(Number(root, "num_attention_heads", 1), 1);
        long keyHeads = Number(root, "num_key_value_heads", (int)heads), size = Number(root, "head_dim", (int)(hidden / heads)), inner = Number(root, "intermediate_size", 0);
        var tied = root.TryGetProperty("tie_word_embeddings", out var tie) && tie.ValueKind == JsonValueKind.True;
        var layer = (hidden * size * (heads + keyHeads) * 2) + (3 * hidden * inner) + (2 * hidden);
        return (Number(root, "vocab_size", 0) * hidden * (tied ? 1 : 2)) + (layers * layer) + hidden;
    }

    private static int Number(JsonElement root, string name, int otherwise) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : otherwise;

    private static T Read<T>(string path, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException(path, e);
        }
    }
}
