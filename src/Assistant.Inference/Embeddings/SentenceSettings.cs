using System.Text.Json;
using Assistant.Inference.Models;

namespace Assistant.Inference.Embeddings;

/// <summary>How a model's token vectors become one of the text: sentence.json of its folder, else what sentence-transformers keeps beside it, else its usual defaults.</summary>
/// <param name="MaxTokens">Longest window, with the tokens around the text.</param>
internal sealed record SentenceSettings(bool ClsPooling, bool Normalize, string QueryPrefix, string PassagePrefix, int MaxTokens)
{
    /// <exception cref="ModelFileException">A file is not what it should be.</exception>
    public static SentenceSettings Read(string folder)
    {
        var (own, pooling, config) = (Path.Combine(folder, "sentence.json"), Path.Combine(folder, "1_Pooling", "config.json"), Path.Combine(folder, "config.json"));
        var longest = Read(config, root => root.TryGetProperty("max_position_embeddings", out var most) ? most.GetInt32() : 512) is > 8 and var positions ? Math.Min(positions, 512) : 512;
        if (File.Exists(own))
            return Read(own, root => new SentenceSettings(
                IsCls(root.TryGetProperty("pooling", out var kind) ? kind.GetString() : "mean", own),
                !root.TryGetProperty("normalize", out var normalize) || normalize.GetBoolean(),
                Text(root, "query_prefix"), Text(root, "passage_prefix"),
                root.TryGetProperty("max_tokens", out var tokens) ? Math.Clamp(tokens.GetInt32(), 8, longest) : longest))!;
        var cls = Read(pooling, root => root.TryGetProperty("pooling_mode_cls_token", out var mode) && mode.GetBoolean());
        return new(cls, true, "", "", longest);
    }

    private static bool IsCls(string? pooling, string path) => pooling switch
    {
        "cls" => true,
        "mean" => false,
        _ => throw new ModelFileException(path, reason: $"pooling '{pooling}' is not supported (cls or mean)"),
    };

    private static string Text(JsonElement root, string name) => root.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";

    private static T? Read<T>(string path, Func<JsonElement, T> read)
    {
        if (!File.Exists(path))
            return default;
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
