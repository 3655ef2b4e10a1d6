using System.Text.Json;
using Assistant.Inference.Models;

namespace Assistant.Inference.Vision.Contrastive;

/// <summary>How texts are prepared for a CLIP or SigLIP model.</summary>
/// <param name="MaxTokens">Longest text, with the tokens around it.</param>
/// <param name="PadId">SigLIP was trained on texts filled up to <paramref name="MaxTokens"/> with this token; null leaves them as long as they are.</param>
internal sealed record ContrastiveSettings(int MaxTokens, int? PadId)
{
    /// <exception cref="ModelFileException">A file is not what it should be.</exception>
    public static ContrastiveSettings Read(ContrastiveFiles files, Tokenizers.Tokenizer tokenizer)
    {
        var usual = files.Family switch
        {
            ContrastiveFamily.Clip => 77,
            ContrastiveFamily.ChineseClip => 52,
            _ => 64,
        };
        var positions = Json(files.Config, root => TextConfig(root, "max_position_embeddings"));
        var longest = Json(files.TokenizerConfig, root => root.TryGetProperty("model_max_length", out var most) && most.TryGetInt32(out var tokens) ? tokens : default(int?));
        var maxTokens = new[] { positions ?? usual, longest ?? usual, usual }.Min();
        if (maxTokens <= tokenizer.FrameLength)
            throw new ModelFileException(files.Config, reason: $"texts of {maxTokens} tokens have no room for a word");
        return new(maxTokens, files.Family == ContrastiveFamily.Siglip ? PadOf(files, tokenizer) : null);
    }

    private static int PadOf(ContrastiveFiles files, Tokenizers.Tokenizer tokenizer)
    {
        var token = Json(files.TokenizerConfig, root => root.TryGetProperty("pad_token", out var pad) ? pad.ValueKind == JsonValueKind.Object ? pad.GetProperty("content").GetString() : pad.GetString() : null);
        return (token is null ? null : tokenizer.IdOf(token)) ?? Json(files.Config, root => TextConfig(root, "pad_token_id")) ?? 1;
    }

    private static int? TextConfig(JsonElement root, string name) =>
        root.TryGetProperty("text_config", out var text) && text.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? number : null;

    /// <summary>Default when the file is not there: exports without it are whole.</summary>
    internal static T? Json<T>(string path, Func<JsonElement, T?> read)
    {
        if (!File.Exists(path))
            return default;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException(path, e, e.Message.TrimEnd('.'));
        }
    }
}
