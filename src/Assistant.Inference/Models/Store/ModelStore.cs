using Assistant.Inference.Models.Catalogue;

namespace Assistant.Inference.Models.Store;

/// <summary>The folders in which models are looked for, seen as a store.</summary>
internal sealed class ModelStore(ModelLocator locator, ModelCatalogue catalogue, IModelDisk disk) : IModelStore
{
    public IReadOnlyList<CatalogueModel> Catalogue => catalogue.Models;

    public string Folder => locator.Store;

    public IReadOnlyList<InstalledModel> Installed() =>
        [.. locator.AllModels().Where(ModelFolder.IsOne).Select(InFolder).OfType<InstalledModel>().OrderBy(model => model.Id, StringComparer.Ordinal), .. catalogue.Bundled.Select(InPackage).OfType<InstalledModel>()];

    public Task<IReadOnlyList<FileCheck>> VerifyAsync(string id, CancellationToken cancellationToken) => VerifyFolderAsync(id, Find(id), cancellationToken);

    public Task<IReadOnlyList<string>> ImportAsync(string source, CancellationToken cancellationToken, Action<string>? say = null) =>
        new ModelImport(locator.Store, catalogue, disk, say).RunAsync(source, cancellationToken);

    public async Task ExportAsync(string id, string file, CancellationToken cancellationToken)
    {
        var folder = Find(id);
        if ((await VerifyFolderAsync(id, folder, cancellationToken)).FirstOrDefault(check => check.Problem is not null) is { } wrong)
            throw new ModelStoreException($"{id} is not exported: {wrong.Path}: {wrong.Problem}");
        DiskSpace.Require(disk, Path.GetDirectoryName(Path.GetFullPath(file))!, ModelFolder.Bytes(folder), "Make room, or write it to another disk.");
        await ModelExport.WriteAsync(id, folder, catalogue.Find(id), file, cancellationToken);
    }

    private Task<IReadOnlyList<FileCheck>> VerifyFolderAsync(string id, string folder, CancellationToken cancellationToken) =>
        ModelVerification.CheckAsync(folder, KnownDigests.Of(folder, catalogue.Find(id), new ModelPins(locator.Store)), cancellationToken);

    private string Find(string id) =>
        ModelPath.IsName(id) && locator.FindModel(id) is { } folder && ModelFolder.IsOne(folder) ? folder : throw new ModelStoreException($"{id} is not installed: `models list` shows what is.");

    /// <summary>Null when the folder was removed while it was looked at.</summary>
    private InstalledModel? InFolder(string folder)
    {
        try
        {
            var (id, bytes) = (Path.GetFileName(folder), ModelFolder.Bytes(folder));
            var known = catalogue.FindAlike(id);
            return new(id, folder, bytes, known?.Licence ?? ManifestLicence(folder), known?.Enables ?? ModelFeature.Of(folder), known);
        }
        catch (Exception e) when (e is DirectoryNotFoundException or FileNotFoundException)
        {
            return null;
        }
    }

    private static string? ManifestLicence(string folder)
    {
        try
        {
            return ModelManifest.Of(folder)?.Licence;
        }
        catch (ModelStoreException)
        {
            // `models verify` says what is wrong with it.
            return null;
        }
    }

    private InstalledModel? InPackage(BundledModel model)
    {
        var files = model.Files.Select(file => locator.FindPackageFile(model.Package, file)).ToArray();
        return files.All(file => file is not null) && locator.FindModel(model.Id) is null
            ? new(model.Id, $"npm {model.Package}", files.Sum(file => ModelLocator.Size(file!)), model.Licence, model.Enables, null)
            : null;
    }
}
