using System.Text.Json;
using Assistant.Inference.Models;

namespace Assistant.Inference.Embeddings;

/// <summary>What sentence-transformers keeps beside a model: 1_Pooling/config.json, modules.json, config_sentence_transformers.json and sentence_bert_config.json, as far as they are there. Immutable.</summary>
/// <param name="ClsPooling">Null when it does not say.</param>
/// <param name="Unsupported">Why the vectors of tokens cannot be put together as it says; null when they can.</param>
/// <param name="QueryPrefix">Null when it names none; the same for <paramref name="PassagePrefix"/>.</param>
/// <param name="MaxTokens">Longest text, with the tokens around it; null when it does not say.</param>
internal sealed record SentenceTransformersFiles(bool? ClsPooling, ModelFileException? Unsupported, string? QueryPrefix, string? PassagePrefix, int? MaxTokens)
{
    public const string Pooling = "1_Pooling/config.json";
    public const string Prompts = "config_sentence_transformers.json";

    private const string Modules = "modules.json";
    private const string Lengths = "sentence_bert_config.json";

    private const string Mode = "pooling_mode";
    private const string DenseModule = ".Dense";

    private static readonly string[] s_all = [Pooling, Prompts, Modules, Lengths];

    // Divided by the root of the number of tokens, a sum has the direction of the mean.
    private static readonly string[] s_mean = ["mean", "mean_tokens", "mean_sqrt_len_tokens"];
    private static readonly string[] s_cls = ["cls", "cls_token"];
    private static readonly string[] s_passage = ["document", "passage", "corpus"];

    /// <summary>Those that are there.</summary>
    public static IEnumerable<string> Present(string folder) => s_all.Select(file => Path.Combine(folder, file)).Where(File.Exists);

    /// <exception cref="ModelFileException">A file is not what it should be.</exception>
    public static SentenceTransformersFiles In(string folder)
    {
        var (pooling, modules) = (Path.Combine(folder, Pooling), Path.Combine(folder, Modules));
        var (query, passage) = Read(Path.Combine(folder, Prompts), PromptsOf);
        var modes = Read(pooling, ModesOf);
        var reason = modes is { Length: > 0 } && (modes.Length > 1 || !s_mean.Concat(s_cls).Contains(modes[0])) ? $"a text's vector by {string.Join(" and ", modes)} is not supported"
            : (query ?? passage) is not null && modes is [var mode] && s_mean.Contains(mode) && Read(pooling, LeavesPromptsOut) ? "a mean that leaves the prompt out (include_prompt) is not supported"
            : null;
        return new(
            modes is null ? null : modes is [var only] && s_cls.Contains(only),
            reason is not null ? new(pooling, reason: reason)
                : Read(modules, HasDense) ? DenseOf(modules) : null,
            query, passage,
            Read(Path.Combine(folder, Lengths), root => root.TryGetProperty("max_seq_length", out var most) && most.ValueKind == JsonValueKind.Number ? (int?)most.GetInt32() : null));
    }

    /// <param name="path">The file that tells it.</param>
    public static ModelFileException DenseOf(string path) =>
        new(path, reason: $"the model has a layer (Dense) behind its last one, which is in a file of its own and not supported; an export with an output '{SentenceModel.PooledOutput}' has it inside");

    /// <returns>The modes that are on, without what their names have in common.</returns>
    private static string[] ModesOf(JsonElement root) => root.TryGetProperty(Mode, out var one) && one.ValueKind == JsonValueKind.String
        ? [one.GetString()!]
        : [.. root.EnumerateObject().Where(entry => entry.Name.StartsWith(Mode + "_", StringComparison.Ordinal) && entry.Value.ValueKind == JsonValueKind.True).Select(entry => entry.Name[(Mode.Length + 1)..])];

    private static bool LeavesPromptsOut(JsonElement root) => root.TryGetProperty("include_prompt", out var include) && include.ValueKind == JsonValueKind.False;

    private static bool HasDense(JsonElement root) => root.EnumerateArray().Any(module => module.TryGetProperty("type", out var type) && type.GetString()?.EndsWith(DenseModule, StringComparison.Ordinal) == true);

    /// <summary>Newer ones write empty prompts where nobody gave any.</summary>
    private static (string? Query, string? Passage) PromptsOf(JsonElement root)
    {
        if (!root.TryGetProperty("prompts", out var prompts) || prompts.ValueKind != JsonValueKind.Object)
            return (null, null);
        var usual = root.TryGetProperty("default_prompt_name", out var name) && name.ValueKind == JsonValueKind.String ? Named(name.GetString()!) : null;
        return (Named("query") ?? usual, s_passage.Select(Named).FirstOrDefault(prompt => prompt is not null) ?? usual);

        string? Named(string prompt) => prompts.TryGetProperty(prompt, out var text) && text.GetString() is { Length: > 0 } said ? said : null;
    }

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
