using System.Security.Cryptography;
using System.Text;

namespace Assistant.Inference.Models.Store;

/// <summary>
/// Where a model is put together before it is one: a hidden folder on the same file system, which no search for models looks into. It becomes the model's folder by one
/// rename; until then what was there before stays. What an interrupted pull left is found again by the next one. One process at a time for each model.
/// </summary>
internal sealed class ModelStaging : IDisposable
{
    public const string FolderName = ".pulls";

    // What was there before, whole; and what is being removed of it.
    private const string Old = "@old", Gone = "@gone";
    private readonly IDisposable _alone;
    private readonly string _store;
    private readonly string _id;

    private ModelStaging(string store, string id, string folder, IDisposable alone) => (_store, _id, Folder, _alone) = (store, id, folder, alone);

    public string Folder { get; }

    /// <summary>Where it is put together; it need not be there.</summary>
    public static string Of(string store, string id, string source) =>
        Path.Combine(store, FolderName, $"{id}@{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)))[..12]}");

    /// <param name="source">What is being put together; what was left of another source is removed.</param>
    /// <param name="goesOn">What was left of the same source is gone on with; otherwise that is removed too.</param>
    /// <exception cref="ModelStoreException">Another process is at the same model, or the folder cannot be written.</exception>
    public static ModelStaging Open(string store, string id, string source, bool goesOn = true)
    {
        try
        {
            var alone = StoreLock.Try(store, id) ?? throw new ModelStoreException($"Another process is fetching or importing {id} just now: wait until it is done.");
            var (parent, folder) = (Path.Combine(store, FolderName), Of(store, id, source));
            var (final, old) = (Path.Combine(store, id), Path.Combine(parent, id + Old));
            Settle(old, final);
            foreach (var left in Directory.GetDirectories(parent, id + "@*").Where(left => !goesOn || left != folder))
                Directory.Delete(left, recursive: true);
            Directory.CreateDirectory(folder);
            return new(store, id, folder, alone);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelStoreException($"Models cannot be put into {store}: {e.Message} Set Models:PullInto to a folder that this user may write.", e);
        }
    }

    /// <summary>Puts back the models of which a pull or an import was killed just when it put the new ones in their place. What another process is at is left to it.</summary>
    public static void Restore(string store)
    {
        try
        {
            foreach (var left in ModelLocator.FoldersIn(Path.Combine(store, FolderName)).Where(folder => folder.EndsWith(Old, StringComparison.Ordinal) || folder.EndsWith(Gone, StringComparison.Ordinal)))
            {
                var id = Path.GetFileName(left)[..Path.GetFileName(left).LastIndexOf('@')];
                using var alone = StoreLock.Try(store, id);
                if (alone is not null)
                    Settle(Path.Combine(store, FolderName, id + Old), Path.Combine(store, id));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever may write here puts it back.
        }
    }

    /// <summary>Killed between the two renames of a commit, or just after them: then the new ones are there, and what was before goes. Half of it is never put back: it has another name by then.</summary>
    private static void Settle(string old, string final)
    {
        if (Directory.Exists(old) && !Directory.Exists(final))
            Directory.Move(old, final);
        var gone = old[..^Old.Length] + Gone;
        if (Directory.Exists(gone))
            Directory.Delete(gone, recursive: true);
        if (!Directory.Exists(old))
            return;
        Directory.Move(old, gone);
        Directory.Delete(gone, recursive: true);
    }

    /// <summary>Makes it the model's folder.</summary>
    public void Commit(ModelManifest manifest)
    {
        try
        {
            foreach (var file in Directory.GetFiles(Folder, "*", SearchOption.AllDirectories))
                if (!manifest.Files.Any(each => Catalogue.ModelPath.Under(Folder, each.Path) == file))
                    File.Delete(file);
            manifest.WriteTo(Folder);
            var (final, old) = (Path.Combine(_store, _id), Path.Combine(_store, FolderName, _id + Old));
            if (Directory.Exists(final))
                Directory.Move(final, old);
            Directory.Move(Folder, final);
            Settle(old, final);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelStoreException($"{_id} cannot be put in its place: {e.Message}", e);
        }
    }

    /// <summary>Removes what was put together: for when it can be of no use to the next try.</summary>
    public void Discard()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    public void Dispose() => _alone.Dispose();
}
