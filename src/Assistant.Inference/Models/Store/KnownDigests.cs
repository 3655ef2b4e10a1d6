using Assistant.Inference.Models.Catalogue;

namespace Assistant.Inference.Models.Store;

/// <summary>What is known of a model's files before they are read: which must be there, and their SHA-256.</summary>
/// <param name="Files">By path: digest (null when not known) and where it is known from.</param>
internal sealed record KnownDigests(IReadOnlyDictionary<string, KnownDigest> Files)
{
    /// <param name="model">Its entry of the catalogue; null when it has none.</param>
    /// <exception cref="ModelStoreException">Manifest and catalogue, or manifest and an earlier pull, contradict each other.</exception>
    public static KnownDigests Of(string folder, CatalogueModel? model, ModelPins pins) => Of(ModelManifest.Of(folder), model, pins);

    public static KnownDigests Of(ModelManifest? manifest, CatalogueModel? model, ModelPins pins)
    {
        var files = new Dictionary<string, KnownDigest>(StringComparer.Ordinal);
        foreach (var file in manifest?.Files ?? [])
            files[file.Path] = new(file.Sha256, "its manifest", true);
        // A manifest of another revision speaks for itself; the catalogue's digests are of its own.
        if (model is null || (manifest?.Revision is { } revision && revision != model.Revision))
            return new(files);
        var pinned = pins.Find(model)?.Files.ToDictionary(file => file.Path, file => file.Sha256, StringComparer.Ordinal) ?? [];
        foreach (var file in model.Files)
        {
            var digest = file.Sha256 ?? pinned.GetValueOrDefault(file.Path);
            if (files.TryGetValue(file.Path, out var said) && digest is not null && said.Sha256 != digest)
                throw new ModelStoreException($"The manifest says that {file.Path} has the SHA-256 {said.Sha256}; {(file.Sha256 is null ? pins.Source(model) : "the catalogue")} says {digest}.");
            files[file.Path] = new(digest ?? said?.Sha256, file.Sha256 is null ? pins.Source(model) : "the catalogue", !file.Optional);
        }
        return new(files);
    }
}

/// <param name="Required">The model is not whole without the file.</param>
internal sealed record KnownDigest(string? Sha256, string Source, bool Required);
