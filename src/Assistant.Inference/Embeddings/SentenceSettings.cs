using System.Text.Json;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Catalogue;

namespace Assistant.Inference.Embeddings;

/// <summary>
/// How a model's token vectors become one of the text: sentence.json of its folder; else what the catalogue has for it; else what sentence-transformers keeps beside it and
/// what is known of its family; else their mean.
/// </summary>
/// <param name="MaxTokens">Longest window, with the tokens around the text.</param>
internal sealed record SentenceSettings(bool ClsPooling, bool Normalize, string QueryPrefix, string PassagePrefix, int MaxTokens)
{
    private const string FileName = "sentence.json";

    /// <summary>Windows are no longer than that unless sentence.json asks for it: the time for one grows with its square, and long texts are cut in windows anyway.</summary>
    private const int UsualTokens = 512;
    private const int LeastTokens = 8;

    // Their table of positions begins behind that of padding.
    private static readonly string[] s_twoUnusedPositions = ["roberta", "xlm-roberta", "camembert", "mpnet"];

    /// <summary>What was not told by its files, for its operator; null when all was.</summary>
    public string? Assumed { get; private init; }

    /// <summary>Numbers of a token's vector as config.json says; 0 when it does not.</summary>
    public int HiddenSize { get; private init; }

    /// <param name="catalogue">Null knows no models.</param>
    /// <exception cref="ModelFileException">A file is not what it should be.</exception>
    public static SentenceSettings Read(string folder, ModelCatalogue? catalogue)
    {
        var (own, pooling, config) = (Path.Combine(folder, FileName), Path.Combine(folder, "1_Pooling", "config.json"), Path.Combine(folder, "config.json"));
        var (positions, hidden, name) = Read(config, root => (Positions(root), Number(root, "hidden_size") ?? 0, root.TryGetProperty("_name_or_path", out var path) && path.ValueKind == JsonValueKind.String ? path.GetString() : null));
        var most = positions > LeastTokens ? positions : UsualTokens;
        if (File.Exists(own))
            return Read(own, root => Told(root, own, most))! with { HiddenSize = hidden };
        if (catalogue?.AddedTo(Path.GetFileName(folder), FileName) is { } known)
            return Told(known.Content, own, most) with { HiddenSize = hidden, Assumed = $"its folder has no {FileName}: taken as the catalogue's {known.Id}" };
        var family = SentenceFamily.Of(Path.GetFileName(folder)) ?? SentenceFamily.Of(Path.GetFileName(name ?? ""));
        var cls = File.Exists(pooling) ? Read(pooling, root => root.TryGetProperty("pooling_mode_cls_token", out var mode) && mode.GetBoolean()) : family?.ClsPooling ?? false;
        return new(cls, true, family?.QueryPrefix ?? "", family?.PassagePrefix ?? "", Math.Min(most, UsualTokens))
        {
            HiddenSize = hidden,
            Assumed = $"its folder has no {FileName}: {(cls ? "the first token's vector" : "the mean of the tokens' vectors")} is the text's ({(File.Exists(pooling) ? "1_Pooling/config.json" : family is null ? "nothing tells" : family.Name)}), "
                + (family is { QueryPrefix.Length: > 0 } ? $"questions begin with '{family.QueryPrefix}'{(family.PassagePrefix.Length > 0 ? $", passages with '{family.PassagePrefix}'" : "")} ({family.Name})" : "no prefixes"),
        };
    }

    private static SentenceSettings Told(JsonElement root, string path, int most)
    {
        var asked = Number(root, "max_tokens");
        return new(
            IsCls(root.TryGetProperty("pooling", out var kind) ? kind.GetString() : "mean", path),
            !root.TryGetProperty("normalize", out var normalize) || normalize.GetBoolean(),
            Text(root, "query_prefix"), Text(root, "passage_prefix"), asked is { } tokens ? Math.Clamp(tokens, LeastTokens, most) : Math.Min(most, UsualTokens))
        {
            Assumed = asked > most ? $"{FileName} asks for windows of {asked} tokens; it takes {most}" : null,
        };
    }

    /// <summary>Tokens for which the model has positions; 0 when it does not say.</summary>
    private static int Positions(JsonElement root) => (Number(root, "max_position_embeddings") ?? 0)
        - (root.TryGetProperty("model_type", out var type) && type.ValueKind == JsonValueKind.String && s_twoUnusedPositions.Contains(type.GetString()) ? 2 : 0);

    private static int? Number(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetInt32() : null;

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
