using System.Text.Encodings.Web;
using System.Text.Json;

namespace Assistant.Inference.Models.Store;

/// <summary>What a model's folder holds and where it came from: model.manifest.json in it, written when it was pulled, imported or exported.</summary>
internal sealed record ModelManifest(string Id, string? Repository, string? Revision, string? Licence, IReadOnlyList<ManifestFile> Files)
{
    public const string FileName = "model.manifest.json";
    internal const long LongestFile = 4 << 20;

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Null when the folder has none.</summary>
    /// <exception cref="ModelStoreException">It is there and not what it should be.</exception>
    public static ModelManifest? Of(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return null;
        try
        {
            using var file = File.OpenRead(path);
            return Read(file, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelStoreException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <exception cref="ModelStoreException">It is not what it should be.</exception>
    public static ModelManifest Read(Stream json, string name)
    {
        try
        {
            if (json.CanSeek && json.Length > LongestFile)
                throw new JsonException("it is too long");
            var manifest = JsonSerializer.Deserialize<ModelManifest>(json, Json) ?? throw new JsonException("it is empty");
            var odd = manifest.Files.FirstOrDefault(file => !Catalogue.ModelPath.IsRelative(file.Path) || !Catalogue.ModelPath.IsSha256(file.Sha256) || file.Bytes < 0);
            if (!Catalogue.ModelPath.IsName(manifest.Id) || odd is not null)
                throw new JsonException(odd is null ? $"the id '{manifest.Id}' cannot be a folder's name" : $"the entry '{odd.Path}' is not taken");
            return manifest;
        }
        catch (JsonException e)
        {
            throw new ModelStoreException($"{name} is not a model's manifest: {e.Message}", e);
        }
    }

    public void WriteTo(string folder) => File.WriteAllBytes(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(this, Json));
}

/// <param name="Path">Relative to the model's folder, with '/'.</param>
internal sealed record ManifestFile(string Path, long Bytes, string Sha256);
