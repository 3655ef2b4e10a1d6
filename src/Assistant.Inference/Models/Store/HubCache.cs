using Assistant.Inference.Models.Catalogue;

namespace Assistant.Inference.Models.Store;

/// <summary>The cache of the hub's own tools: models--OWNER--NAME/snapshots/COMMIT holds a model's files, as links to others.</summary>
internal static class HubCache
{
    private const string Prefix = "models--", Between = "--", Snapshots = "snapshots";

    /// <summary>Where the files of a model's folder in the cache lie: those of its branch "main", or else the newest. Null when it is no such folder.</summary>
    public static string? FilesIn(string folder)
    {
        if (!Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)).StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var (snapshots, main) = (Path.Combine(folder, Snapshots), Path.Combine(folder, "refs", "main"));
        return File.Exists(main) && File.ReadAllText(main).Trim() is var commit && ModelPath.IsName(commit) && Directory.Exists(Path.Combine(snapshots, commit))
            ? Path.Combine(snapshots, commit) : ModelLocator.FoldersIn(snapshots).MaxBy(Directory.GetLastWriteTimeUtc);
    }

    /// <summary>The model that a folder holds: NAME within a cache, else the folder's own name.</summary>
    public static string NameOf(string folder)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (Path.GetDirectoryName(path) is not { } parent || Path.GetFileName(parent) != Snapshots || Path.GetFileName(Path.GetDirectoryName(parent)) is not { } model || !model.StartsWith(Prefix, StringComparison.Ordinal))
            return Path.GetFileName(path);
        var repository = model[Prefix.Length..];
        return repository.IndexOf(Between, StringComparison.Ordinal) is >= 0 and var at ? repository[(at + Between.Length)..] : repository;
    }
}
