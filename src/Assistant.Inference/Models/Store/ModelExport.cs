using System.IO.Compression;
using System.Text.Json;
using Assistant.Inference.Models.Catalogue;

namespace Assistant.Inference.Models.Store;

/// <summary>Writes an installed model as a zip with its manifest, for a machine without a network.</summary>
internal static class ModelExport
{
    /// <summary>Weights do not get smaller: they are stored as they are.</summary>
    public static async Task WriteAsync(string id, string folder, CatalogueModel? model, string file, CancellationToken cancellationToken)
    {
        if (File.Exists(file))
            throw new ModelStoreException($"{file} is there already.");
        var part = file + ".part";
        try
        {
            await using (var output = new FileStream(part, FileMode.Create))
            {
                using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
                    await WriteAsync(zip, id, folder, model, cancellationToken);
                // It is carried away on what is pulled out next.
                output.Flush(flushToDisk: true);
            }
            File.Move(part, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelStoreException($"{file} cannot be written: {e.Message}", e);
        }
        finally
        {
            if (File.Exists(part))
                File.Delete(part);
        }
    }

    private static async Task WriteAsync(ZipArchive zip, string id, string folder, CatalogueModel? model, CancellationToken cancellationToken)
    {
        var files = new List<ManifestFile>();
        foreach (var path in ModelFolder.Files(folder))
        {
            await using var from = File.OpenRead(ModelPath.Under(folder, path));
            await using var to = zip.CreateEntry($"{id}/{path}", CompressionLevel.NoCompression).Open();
            files.Add(await FileDigest.CopyAsync(from, to, path, long.MaxValue, cancellationToken));
        }
        var origin = ModelManifest.Of(folder);
        var manifest = new ModelManifest(id, origin?.Repository, origin?.Revision, origin?.Licence ?? model?.Licence, files);
        await using var json = zip.CreateEntry($"{id}/{ModelManifest.FileName}", CompressionLevel.NoCompression).Open();
        await JsonSerializer.SerializeAsync(json, manifest, ModelManifest.Json, cancellationToken);
    }
}
