using Assistant.Inference.Models.Catalogue;

namespace Assistant.Inference.Models.Store;

/// <summary>The models of this machine: what there is, whether it is as it should be, and how it comes and goes without a network.</summary>
public interface IModelStore
{
    /// <summary>Models that can be pulled by name.</summary>
    /// <exception cref="ModelStoreException">Models:Catalogue names a file that is no catalogue.</exception>
    IReadOnlyList<CatalogueModel> Catalogue { get; }

    /// <summary>The folder that models are pulled and imported into.</summary>
    string Folder { get; }

    /// <summary>What is installed, in folders and in npm packages.</summary>
    IReadOnlyList<InstalledModel> Installed();

    /// <summary>Each file of an installed model against the digests that are known of it: its manifest's, the catalogue's, those of earlier pulls.</summary>
    /// <exception cref="ModelStoreException">It is not installed.</exception>
    Task<IReadOnlyList<FileCheck>> VerifyAsync(string id, CancellationToken cancellationToken);

    /// <summary>Puts a model, or several, into the folder of models: from a folder, a folder of folders, or a zip. All digests that are known must fit; each is put in place at once or not at all.</summary>
    /// <param name="source">One of these, or a model's folder in the cache of the hub's own tools (models--OWNER--NAME), or that cache.</param>
    /// <param name="say">Told of what was left out, a line each.</param>
    /// <returns>Their ids.</returns>
    /// <exception cref="ModelStoreException">There is none in it, or it is not what it should be.</exception>
    Task<IReadOnlyList<string>> ImportAsync(string source, CancellationToken cancellationToken, Action<string>? say = null);

    /// <summary>Writes an installed model as a zip that <see cref="ImportAsync"/> takes, after checking it.</summary>
    /// <exception cref="ModelStoreException">It is not installed or not as it should be, or the file is there already.</exception>
    Task ExportAsync(string id, string file, CancellationToken cancellationToken);
}

/// <param name="Id">Folder name, or the catalogue's name of what an npm package holds.</param>
/// <param name="Location">Folder, or npm package.</param>
/// <param name="Known">Its entry of the catalogue; null when it has none.</param>
/// <param name="Enables">The feature it serves; null when not known.</param>
public sealed record InstalledModel(string Id, string Location, long Bytes, string? Licence, string? Enables, CatalogueModel? Known)
{
    /// <summary>Whether it is a model of the catalogue, under its id or under the name that it has on the hub.</summary>
    public bool Is(CatalogueModel model) => Id == model.Id || Known?.Id == model.Id;
}

/// <param name="Expected">SHA-256; null when none is known.</param>
/// <param name="Found">SHA-256; null when the file is missing.</param>
/// <param name="Problem">For people; null when nothing is wrong.</param>
public sealed record FileCheck(string Path, string? Expected, string? Found, string? Problem);
