using System.Text.Json;
using Assistant.Inference.Models.Catalogue;

namespace Assistant.Inference.Models.Store;

/// <summary>
/// Digests that a first pull saw, in models.lock.json among the models: a later pull, import or check of the same revision must see the same, also after the model's
/// folder was removed. Copy the file along to have a second site held to the first one's bytes.
/// </summary>
internal sealed class ModelPins(string store)
{
    public const string FileName = "models.lock.json";

    private string Location => Path.Combine(store, FileName);

    /// <summary>The pinned files of a model's revision; null when it was never pulled here.</summary>
    /// <exception cref="ModelStoreException">The lock file is broken, or may not be read.</exception>
    public ModelManifest? Find(CatalogueModel model) => Read().GetValueOrDefault(Key(model.Repository, model.Revision));

    /// <summary>Where the digests of a model's revision are written down, and what to do when they are those of a wrong file: for messages.</summary>
    public string Source(CatalogueModel model) =>
        $"an earlier pull or import ({Location} has it under \"{Key(model.Repository, model.Revision)}\"; if the file was a wrong one then, remove that entry and try again)";

    /// <summary>Adds a model's files; another process's additions are kept.</summary>
    /// <exception cref="ModelStoreException">The lock file is broken, or may not be read or written.</exception>
    public void Record(ModelManifest manifest)
    {
        if (manifest is not { Repository: { } repository, Revision: { } revision })
            return;
        try
        {
            using var alone = StoreLock.Wait(store, "pins");
            var pins = Read();
            pins[Key(repository, revision)] = manifest;
            var fresh = Location + ".new";
            File.WriteAllBytes(fresh, JsonSerializer.SerializeToUtf8Bytes(pins, ModelManifest.Json));
            File.Move(fresh, Location, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelStoreException($"{manifest.Id} is in its place, but its digests cannot be written down in {Location}: {e.Message}", e);
        }
    }

    private SortedDictionary<string, ModelManifest> Read()
    {
        if (!File.Exists(Location))
            return new(StringComparer.Ordinal);
        try
        {
            return new(JsonSerializer.Deserialize<Dictionary<string, ModelManifest>>(File.ReadAllBytes(Location), ModelManifest.Json) ?? [], StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelStoreException($"{Location} cannot be read: {e.Message} Let this user read and write it.", e);
        }
        catch (JsonException e)
        {
            throw new ModelStoreException($"{Location} is broken: {e.Message} Put back a good copy, or remove it to pin what the next pull fetches.", e);
        }
    }

    private static string Key(string repository, string revision) => $"{repository}@{revision}";
}
