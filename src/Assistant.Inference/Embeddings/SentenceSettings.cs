using System.Text.Json;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Catalogue;

namespace Assistant.Inference.Embeddings;

/// <summary>
/// How a model's token vectors become one of the text: sentence.json of its folder; else what the catalogue has for it; else its own output with the vector of a text, what
/// sentence-transformers keeps beside it (<see cref="SentenceTransformersFiles"/>) and what is known of its family; else their mean.
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

    /// <summary>The same where the model itself gives the vector of a text.</summary>
    public string? AssumedOfPooled { get; private init; }

    /// <summary>Whether sentence.json or the catalogue says how the vectors of tokens are put together; an output with the vector of a text goes before all else that may say it.</summary>
    public bool PoolingIsTold { get; private init; }

    /// <summary>Why the vectors of tokens cannot be put together; null when they can.</summary>
    public ModelFileException? Unsupported { get; private init; }

    /// <summary>Numbers of a token's vector as config.json says; 0 when it does not.</summary>
    public int HiddenSize { get; private init; }

    /// <param name="catalogue">Null knows no models.</param>
    /// <exception cref="ModelFileException">A file is not what it should be.</exception>
    public static SentenceSettings Read(string folder, ModelCatalogue? catalogue)
    {
        var (own, config) = (Path.Combine(folder, FileName), Path.Combine(folder, "config.json"));
        var (positions, hidden, name) = Read(config, root => (Positions(root), Number(root, "hidden_size") ?? 0, root.TryGetProperty("_name_or_path", out var path) && path.ValueKind == JsonValueKind.String ? path.GetString() : null));
        var most = positions > LeastTokens ? positions : UsualTokens;
        var kept = SentenceTransformersFiles.In(folder);
        var usual = Math.Min(Math.Min(most, UsualTokens), kept.MaxTokens >= LeastTokens ? kept.MaxTokens.Value : UsualTokens);
        if (File.Exists(own))
            return Read(own, root => Told(root, own, most, usual))! with { HiddenSize = hidden };
        if (catalogue?.AddedTo(Path.GetFileName(folder), FileName) is { } known)
            return Told(known.Content, own, most, usual) with { HiddenSize = hidden, Assumed = OfCatalogue(known.Id), AssumedOfPooled = OfCatalogue(known.Id) };
        var family = SentenceFamily.Of(Path.GetFileName(folder)) ?? SentenceFamily.Of(Path.GetFileName(name ?? ""));
        var cls = kept.ClsPooling ?? family?.ClsPooling ?? false;
        var (query, passage) = (kept.QueryPrefix ?? family?.QueryPrefix ?? "", kept.PassagePrefix ?? family?.PassagePrefix ?? "");
        var prefixes = (query + passage).Length == 0 ? "no prefixes"
            : $"questions begin with '{query}'{(passage.Length > 0 ? $", passages with '{passage}'" : "")} ({((kept.QueryPrefix ?? kept.PassagePrefix) is not null ? SentenceTransformersFiles.Prompts : family!.Name)})";
        return new(cls, true, query, passage, usual)
        {
            HiddenSize = hidden,
            Unsupported = kept.Unsupported ?? (family is { HasDense: true } ? SentenceTransformersFiles.DenseOf(config) : null),
            Assumed = $"its folder has no {FileName}: {(cls ? "the first token's vector" : "the mean of the tokens' vectors")} is the text's ({(kept.ClsPooling is not null ? SentenceTransformersFiles.Pooling : family is null ? "nothing tells" : family.Name)}), {prefixes}",
            AssumedOfPooled = $"its folder has no {FileName}: its output '{SentenceModel.PooledOutput}' is the text's vector, {prefixes}",
        };
    }

    private static SentenceSettings Told(JsonElement root, string path, int most, int usual)
    {
        var asked = Number(root, "max_tokens");
        var tooLong = asked > most ? $"{FileName} asks for windows of {asked} tokens; it takes {most}" : null;
        return new(
            IsCls(root.TryGetProperty("pooling", out var kind) ? kind.GetString() : "mean", path),
            !root.TryGetProperty("normalize", out var normalize) || normalize.GetBoolean(),
            Text(root, "query_prefix"), Text(root, "passage_prefix"), asked is { } tokens ? Math.Clamp(tokens, LeastTokens, most) : usual)
        {
            PoolingIsTold = root.TryGetProperty("pooling", out _),
            Assumed = tooLong,
            AssumedOfPooled = tooLong,
        };
    }

    private static string OfCatalogue(string id) => $"its folder has no {FileName}: taken as the catalogue's {id}";

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
