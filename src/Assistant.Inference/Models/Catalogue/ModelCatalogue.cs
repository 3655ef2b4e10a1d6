using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Models.Catalogue;

/// <summary>The models that can be pulled by name: catalogue.json beside this class, or the file that Models:Catalogue names.</summary>
internal sealed class ModelCatalogue(IOptions<ModelsOptions> options)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    private readonly Lazy<Content> _content = new(() => options.Value.Catalogue is { Length: > 0 } path ? ReadFile(path) : ReadOwn());

    /// <exception cref="ModelStoreException">The file is not a catalogue; the message says where it is wrong.</exception>
    public IReadOnlyList<CatalogueModel> Models => _content.Value.Models;

    public IReadOnlyList<BundledModel> Bundled => _content.Value.Bundled;

    public CatalogueModel? Find(string id) => Models.FirstOrDefault(model => model.Id == id);

    /// <summary>What a folder is by its name: an id, however it is written, or the name that the repository has on the hub ("Qwen2.5-0.5B-Instruct"). Null when it is none, or could be several.</summary>
    public CatalogueModel? FindAlike(string folder) => Find(folder)
        ?? (Models.Where(model => folder.Equals(model.Id, StringComparison.OrdinalIgnoreCase) || model.Repository.EndsWith("/" + folder, StringComparison.OrdinalIgnoreCase)).ToArray() is [var only] ? only : null);

    /// <summary>Languages of the model that a folder is by its name; null when it is none of the catalogue's.</summary>
    public IReadOnlyList<string>? LanguagesOf(string folder)
    {
        try
        {
            return FindAlike(folder)?.Languages;
        }
        catch (ModelStoreException)
        {
            return null;
        }
    }

    /// <summary>A small file that the catalogue adds to the model that a folder is by its name, and the model's id; null when there is none.</summary>
    public (string Id, JsonElement Content)? AddedTo(string folder, string file)
    {
        try
        {
            return FindAlike(folder) is { } model && model.Adds.TryGetValue(file, out var content) ? (model.Id, JsonSerializer.SerializeToElement(content)) : null;
        }
        catch (ModelStoreException)
        {
            // Said by the command `models`; here it is as if there were no catalogue.
            return null;
        }
    }

    /// <param name="name">What to call it in messages.</param>
    internal static Content Read(Stream json, string name)
    {
        Content content;
        try
        {
            content = JsonSerializer.Deserialize<Content>(json, s_json) ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            throw new ModelStoreException($"{name} is not a catalogue of models: {e.Message}", e);
        }
        return Problem(content) is { } problem ? throw new ModelStoreException($"{name} is not a catalogue of models: {problem}") : content;
    }

    private static Content ReadOwn()
    {
        using var stream = typeof(ModelCatalogue).Assembly.GetManifestResourceStream("catalogue.json")!;
        return Read(stream, "The built-in catalogue");
    }

    private static Content ReadFile(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Read(file, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelStoreException($"The catalogue {path} (Models:Catalogue) cannot be read: {e.Message}", e);
        }
    }

    private static string? Problem(Content content) =>
        content.Models.Select(model => model.Id).Concat(content.Bundled.Select(model => model.Id)).GroupBy(id => id, StringComparer.OrdinalIgnoreCase).FirstOrDefault(ids => ids.Count() > 1) is { } twice
            ? $"'{twice.Key}' is there twice"
            : content.Models.Select(Problem).OfType<string>().FirstOrDefault();

    private static string? Problem(CatalogueModel model) =>
        !ModelPath.IsName(model.Id) ? $"the id '{model.Id}' cannot be a folder's name"
        : !ModelPath.IsRepository(model.Repository) ? $"the repository of {model.Id} must be owner/name"
        : !ModelPath.IsName(model.Revision) ? $"the revision of {model.Id} must be a commit or a branch"
        : model.Licence.Length == 0 ? $"{model.Id} has no licence"
        : model.Languages.Count == 0 || model.Enables.Length == 0 ? $"{model.Id} does not say its languages and what it enables"
        : model.Megabytes <= 0 || model.MemoryMegabytes <= 0 ? $"{model.Id} must say about how much is fetched and how much memory it takes"
        : !model.Files.Any(file => file.Path.EndsWith(".onnx", StringComparison.Ordinal)) ? $"{model.Id} has no .onnx file"
        : model.Files.Select(file => file.Path).Concat(model.Adds.Keys).GroupBy(path => path, StringComparer.OrdinalIgnoreCase).FirstOrDefault(paths => paths.Count() > 1) is { } twice ? $"{model.Id} has the file '{twice.Key}' twice"
        : model.Files.Select(file => file.Path).Concat(model.Adds.Keys).FirstOrDefault(path => !ModelPath.IsRelative(path)) is { } outside ? $"{model.Id} has a file '{outside}', which is not a relative path"
        : model.Files.FirstOrDefault(file => file.Bytes <= 0 || (file.Sha256 is { } digest && !ModelPath.IsSha256(digest))) is { } odd ? $"size or SHA-256 of {model.Id}'s '{odd.Path}' cannot be"
        : null;

    internal sealed record Content(IReadOnlyList<CatalogueModel> Models)
    {
        public IReadOnlyList<BundledModel> Bundled { get; init; } = [];
    }
}
