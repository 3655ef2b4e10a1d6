using System.IO.Compression;
using Assistant.Inference.Models.Catalogue;

namespace Assistant.Inference.Models.Store;

/// <summary>Takes models from a folder or a zip into the folder of models.</summary>
/// <param name="say">Told of what was left out, a line each.</param>
internal sealed class ModelImport(string store, ModelCatalogue catalogue, IModelDisk disk, Action<string>? say = null)
{
    public async Task<IReadOnlyList<string>> RunAsync(string source, CancellationToken cancellationToken)
    {
        try
        {
            if (Directory.Exists(source))
                return await FromAsync(Packages(new DirectoryInfo(source)), source, cancellationToken);
            if (!File.Exists(source))
                throw new ModelStoreException($"{source} does not exist.");
            await using var file = File.OpenRead(source);
            using var zip = new ZipArchive(file, ZipArchiveMode.Read);
            return await FromAsync(Packages(zip, Path.GetFileNameWithoutExtension(source)), source, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new ModelStoreException($"{source} cannot be imported: {e.Message}", e);
        }
    }

    private async Task<IReadOnlyList<string>> FromAsync(IEnumerable<Package> packages, string source, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        Package[] all = [.. packages];
        DiskSpace.Require(disk, store, all.Sum(package => package.Files.Sum(file => file.Bytes)));
        foreach (var package in all)
        {
            var known = await KnownAsync(package, cancellationToken);
            var taken = known is null ? package : package with { Id = known.Id };
            if (ids.Contains(taken.Id, StringComparer.OrdinalIgnoreCase))
            {
                say?.Invoke($"{taken.Id}: left out, as another model of that name was taken before it. Import it from a copy whose folder has another name.");
                continue;
            }
            if (known is null && Alike(package) is { } meant && Directory.Exists(Path.Combine(store, taken.Id)))
            {
                var reason = $"it lacks files of the catalogue's {meant.Id}, or has others, and would take the place of the one that is installed. Import it from a copy whose folder has another name.";
                if (all.Length == 1)
                    throw new ModelStoreException($"{taken.Id} is not imported: {reason}");
                say?.Invoke($"{taken.Id}: left out, as {reason}");
                continue;
            }
            await TakeAsync(taken, known, cancellationToken);
            ids.Add(taken.Id);
        }
        return ids.Count > 0 ? ids : throw new ModelStoreException($"There is no model in {source}: a model's folder has a config.json and .onnx files at its root or under onnx/.");
    }

    /// <summary>
    /// Its entry of the catalogue: by its id, else, where it comes without a manifest, by the name that its folder has on the hub, if it has all of the files and none that is
    /// known to be another. Null otherwise: then it is a model of its own.
    /// </summary>
    private async Task<CatalogueModel?> KnownAsync(Package package, CancellationToken cancellationToken)
    {
        var known = Alike(package);
        if (known is null || !known.Files.All(file => file.Optional || package.Files.Any(each => each.Path == file.Path)))
            return null;
        if (known.Id == package.Id)
            return known;
        var digests = KnownDigests.Of((ModelManifest?)null, known, new ModelPins(store));
        foreach (var file in package.Files)
            if (digests.Files.GetValueOrDefault(file.Path)?.Sha256 is { } digest)
            {
                await using var content = file.Open();
                if (await FileDigest.OfAsync(content, cancellationToken) != digest)
                    return null;
            }
        return known;
    }

    private CatalogueModel? Alike(Package package) => package.Manifest is null ? catalogue.FindAlike(package.Id) : catalogue.Find(package.Id);

    private async Task TakeAsync(Package package, CatalogueModel? model, CancellationToken cancellationToken)
    {
        if (!ModelPath.IsName(package.Id))
            throw new ModelStoreException($"'{package.Id}' cannot be a model's name: only letters, digits, '.', '_' and '-'.");
        using var staging = ModelStaging.Open(store, package.Id, "import", goesOn: false);
        try
        {
            var pins = new ModelPins(store);
            var copied = await CopyAsync(package, staging.Folder, disk, cancellationToken);
            var added = model is null ? [] : await AddedFiles.WriteAsync(model, staging.Folder, cancellationToken);
            var manifest = new ModelManifest(package.Id, package.Manifest?.Repository, package.Manifest?.Revision, package.Manifest?.Licence ?? model?.Licence, [.. copied, .. added]);
            var digests = KnownDigests.Of(package.Manifest, model, pins);
            if ((await ModelVerification.CheckAsync(staging.Folder, digests, cancellationToken)).FirstOrDefault(check => check.Problem is not null) is { } wrong)
                throw new ModelStoreException($"{package.Id} is not imported: {wrong.Path}: {wrong.Problem}.");
            staging.Commit(manifest);
            if (model is not null && (manifest.Revision ?? model.Revision) == model.Revision)
                pins.Record(manifest with { Repository = model.Repository, Revision = model.Revision, Files = [.. manifest.Files.Where(file => model.Files.Any(each => each.Path == file.Path))] });
        }
        catch
        {
            staging.Discard();
            throw;
        }
    }

    private static async Task<IReadOnlyList<ManifestFile>> CopyAsync(Package package, string folder, IModelDisk disk, CancellationToken cancellationToken)
    {
        var copied = new List<ManifestFile>();
        foreach (var file in package.Files)
        {
            var place = ModelPath.Under(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            await using var from = file.Open();
            await using (var to = new FileStream(place, FileMode.Create))
                copied.Add(await FileDigest.CopyAsync(from, to, file.Path, file.Bytes, cancellationToken));
            disk.FlushToDisk(place);
        }
        return copied;
    }

    private IEnumerable<Package> Packages(DirectoryInfo folder) => (FilesOf(folder.FullName) is { } only ? [only]
        : folder.GetDirectories().Where(inner => !inner.Name.StartsWith('.')).OrderBy(inner => inner.Name, StringComparer.Ordinal).Select(inner => FilesOf(inner.FullName)).OfType<string>())
        .Where(IsForHere).Select(Package);

    /// <summary>The hub's cache holds what any program fetched.</summary>
    private bool IsForHere(string folder)
    {
        if (!HubCache.Holds(folder) || ModelFolder.HasOnnx(folder))
            return true;
        say?.Invoke($"{HubCache.NameOf(folder)}: left out, as it has no .onnx file at its root or under onnx/.");
        return false;
    }

    private static string? FilesOf(string folder) => ModelFolder.IsOne(folder) ? folder : HubCache.FilesIn(folder);

    private Package Package(string folder)
    {
        var (manifest, files) = (ModelManifest.Of(folder), ModelFolder.Files(folder));
        var id = manifest?.Id ?? HubCache.NameOf(folder);
        var left = LargeFilePointers.Dispensable(folder, files);
        if (left.Count > 0)
            say?.Invoke($"{id}: left out, as only pointers of Git LFS are there: {string.Join(", ", left)}");
        return new(id, manifest, [.. files.Except(left).Select(path => InFolder(folder, path))]);
    }

    private static PackedFile InFolder(string folder, string path)
    {
        var place = ModelPath.Under(folder, path);
        return new(path, ModelLocator.Size(place), () => File.OpenRead(place));
    }

    /// <summary>A zip holds one model at its root, or folders with one each.</summary>
    private static IEnumerable<Package> Packages(ZipArchive zip, string name)
    {
        var entries = zip.Entries.Where(entry => !entry.FullName.EndsWith('/')).ToArray();
        if (entries.FirstOrDefault(entry => !entry.FullName.Split('/').Any(part => part.StartsWith('.') && part is not ("." or "..")) && !ModelPath.IsRelative(entry.FullName)) is { } odd)
            throw new ModelStoreException($"The zip has an entry '{odd.FullName}', which is not taken: it could lead out of the model's folder.");
        if (entries.GroupBy(entry => entry.FullName, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ModelStoreException($"The zip has '{twice.Key}' twice.");
        entries = [.. entries.Where(entry => ModelPath.IsRelative(entry.FullName))];
        var atRoot = entries.Any(entry => entry.FullName is "config.json" or ModelManifest.FileName);
        return atRoot ? [Package(entries, "", name)] : entries.Where(entry => entry.FullName.Contains('/')).GroupBy(entry => entry.FullName[..entry.FullName.IndexOf('/')]).Select(group => Package([.. group], group.Key + "/", group.Key));
    }

    private static Package Package(ZipArchiveEntry[] entries, string prefix, string name)
    {
        ModelManifest? manifest = null;
        if (entries.FirstOrDefault(entry => entry.FullName == prefix + ModelManifest.FileName) is { } entry)
        {
            if (entry.Length > ModelManifest.LongestFile)
                throw new ModelStoreException($"{entry.FullName} is too long for a model's manifest.");
            using var json = entry.Open();
            manifest = ModelManifest.Read(json, entry.FullName);
        }
        return new(manifest?.Id ?? name, manifest, [.. entries.Where(each => each.FullName != prefix + ModelManifest.FileName).Select(each => new PackedFile(each.FullName[prefix.Length..], each.Length, each.Open))]);
    }
}

/// <param name="Manifest">Null when it came without one.</param>
internal sealed record Package(string Id, ModelManifest? Manifest, IReadOnlyList<PackedFile> Files);

/// <param name="Bytes">As the source says; more are refused.</param>
internal sealed record PackedFile(string Path, long Bytes, Func<Stream> Open);
