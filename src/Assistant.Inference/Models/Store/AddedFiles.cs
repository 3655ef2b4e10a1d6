using Assistant.Inference.Models.Catalogue;

namespace Assistant.Inference.Models.Store;

/// <summary>Small files that public exports lack and that the catalogue has for them (how a text's vector is made of its tokens', say).</summary>
internal static class AddedFiles
{
    /// <summary>Writes those that are not there.</summary>
    public static async Task<IReadOnlyList<ManifestFile>> WriteAsync(CatalogueModel model, string folder, CancellationToken cancellationToken)
    {
        var added = new List<ManifestFile>();
        foreach (var (name, content) in model.Adds)
        {
            var place = ModelPath.Under(folder, name);
            if (File.Exists(place))
                continue;
            await File.WriteAllTextAsync(place, content.ToJsonString(ModelManifest.Json), cancellationToken);
            added.Add(new(name, new FileInfo(place).Length, await FileDigest.OfAsync(place, cancellationToken)));
        }
        return added;
    }
}
