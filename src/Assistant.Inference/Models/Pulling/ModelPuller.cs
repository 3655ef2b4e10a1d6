using System.Collections.Concurrent;
using Assistant.Inference.Models.Catalogue;
using Assistant.Inference.Models.Store;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Models.Pulling;

/// <summary>Fetches a model's files side by side into a staging folder, holds them to the digests of the catalogue and of earlier pulls, and puts them in place.</summary>
internal sealed class ModelPuller(ModelLocator locator, IModelDisk disk, IOptions<ModelsOptions> options, TimeProvider clock) : IModelPuller
{
    public string Host(string? from)
    {
        using var hub = new HubClient(options.Value, from);
        return hub.Host;
    }

    public void RequireRoom(IReadOnlyList<CatalogueModel> models) =>
        DiskSpace.Require(disk, locator.Store, models.Sum(model => Math.Max(0, model.Bytes - BytesIn(ModelStaging.Of(locator.Store, model.Id, SourceOf(model))))));

    public async Task PullAsync(CatalogueModel model, string? from, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        try
        {
            await FetchAllAsync(model, from, progress, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelStoreException($"{model.Id} cannot be put into {locator.Store}: {e.Message}", e);
        }
    }

    private async Task FetchAllAsync(CatalogueModel model, string? from, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        using var hub = new HubClient(options.Value, from);
        using var staging = ModelStaging.Open(locator.Store, model.Id, SourceOf(model));
        var pins = new ModelPins(locator.Store);
        var pinned = pins.Find(model)?.Files.ToDictionary(file => file.Path, StringComparer.Ordinal) ?? [];
        DiskSpace.Require(disk, locator.Store, model.Bytes - BytesIn(staging.Folder));

        var done = new ConcurrentBag<ManifestFile>();
        var download = new FileDownload(hub, disk, options.Value, clock);
        await EachAsync(model.Files, FetchAsync, cancellationToken);
        await EachAsync(Beside(staging, [.. done]), FetchAsync, cancellationToken);

        async ValueTask FetchAsync(CatalogueFile file, CancellationToken token)
        {
            var pin = pinned.GetValueOrDefault(file.Path);
            var expected = pin is null ? new ExpectedFile(file, null) : new(file with { Sha256 = file.Sha256 ?? pin.Sha256, Bytes = file.Bytes ?? pin.Bytes }, file.Sha256 is null ? pins.Source(model) : null);
            if (await FetchOneAsync(download, hub.AddressOf(model, file.Path), ModelPath.Under(staging.Folder, file.Path), expected, progress, token) is { } fetched)
                done.Add(fetched);
        }

        CheckWhole(staging, done, model);
        foreach (var name in model.Adds.Keys)
            File.Delete(ModelPath.Under(staging.Folder, name));
        var added = await AddedFiles.WriteAsync(model, staging.Folder, cancellationToken);
        var manifest = new ModelManifest(model.Id, model.Repository, model.Revision, model.Licence, [.. done.Concat(added).OrderBy(file => file.Path, StringComparer.Ordinal)]);
        staging.Commit(manifest);
        pins.Record(manifest with { Files = [.. manifest.Files.Except(added)] });
    }

    /// <summary>A file that an interrupted pull had finished is only read again.</summary>
    private static async Task<ManifestFile?> FetchOneAsync(
        FileDownload download, Uri address, string place, ExpectedFile wanted, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        var expected = wanted.File;
        if (File.Exists(place))
        {
            var here = new ManifestFile(expected.Path, new FileInfo(place).Length, await FileDigest.OfAsync(place, cancellationToken));
            if ((expected.Sha256 ?? here.Sha256) == here.Sha256 && (expected.Bytes ?? here.Bytes) == here.Bytes)
            {
                progress.Report(new(expected.Path, here.Bytes, here.Bytes));
                return here;
            }
            File.Delete(place);
        }
        return await download.FetchAsync(address, place, wanted, progress, cancellationToken);
    }

    /// <summary>Several at once; the first that fails ends the others, and is what is thrown.</summary>
    private async Task EachAsync(IReadOnlyList<CatalogueFile> files, Func<CatalogueFile, CancellationToken, ValueTask> fetch, CancellationToken cancellationToken)
    {
        ModelStoreException? failure = null;
        try
        {
            await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = options.Value.ParallelFiles, CancellationToken = cancellationToken }, async (file, token) =>
            {
                try
                {
                    await fetch(file, token);
                }
                catch (ModelStoreException e)
                {
                    failure ??= e;
                    throw;
                }
            });
        }
        catch (Exception) when (failure is not null && !cancellationToken.IsCancellationRequested)
        {
            throw failure;
        }
    }

    /// <summary>Weights in files of their own that the .onnx files name and the catalogue does not list: large ones are cut in several (model.onnx_data_1).</summary>
    private static CatalogueFile[] Beside(ModelStaging staging, IReadOnlyCollection<ManifestFile> done) =>
    [
        .. done.Where(file => file.Path.EndsWith(".onnx", StringComparison.Ordinal))
            .SelectMany(file => OnnxFileSize.External(ModelPath.Under(staging.Folder, file.Path)).Select(name => file.Path[..(file.Path.LastIndexOf('/') + 1)] + (ModelPath.IsRelative(name) ? name : throw new ModelStoreException($"{file.Path} has weights in a file '{name}', which is not taken: it could lead out of the model's folder."))))
            .Distinct(StringComparer.Ordinal).Where(path => done.All(file => file.Path != path)).Select(path => new CatalogueFile(path)),
    ];

    /// <summary>Where no digest was known, what came must at least be whole by its own account.</summary>
    private static void CheckWhole(ModelStaging staging, IEnumerable<ManifestFile> files, CatalogueModel model)
    {
        foreach (var file in files)
        {
            var place = ModelPath.Under(staging.Folder, file.Path);
            var problem = ModelFileCheck.Problem(place);
            if (problem is null)
                continue;
            File.Delete(problem.Value.Path);
            throw new ModelStoreException($"{Path.GetRelativePath(staging.Folder, problem.Value.Path)} of {model.Id} is not whole: {problem.Value.Reason}. It was removed: pull again.");
        }
    }

    private static string SourceOf(CatalogueModel model) => $"{model.Repository}@{model.Revision}";

    private static long BytesIn(string folder) => !Directory.Exists(folder) ? 0 : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
}
