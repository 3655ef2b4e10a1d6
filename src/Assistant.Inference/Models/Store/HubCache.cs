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

    /// <summary>Whether a folder with a model's files is one of a cache.</summary>
    public static bool Holds(string folder) => RepositoryOf(folder) is not null;

    /// <summary>The model that a folder holds: NAME within a cache, else the folder's own name.</summary>
    public static string NameOf(string folder)
    {
        if (RepositoryOf(folder) is not { } repository)
            return Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return repository.IndexOf(Between, StringComparison.Ordinal) is >= 0 and var at ? repository[(at + Between.Length)..] : repository;
    }

    /// <summary>OWNER--NAME; null when it is no folder of a cache.</summary>
    private static string? RepositoryOf(string folder) =>
        Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))) is { } parent && Path.GetFileName(parent) == Snapshots
            && Path.GetFileName(Path.GetDirectoryName(parent)) is { } model && model.StartsWith(Prefix, StringComparison.Ordinal) ? model[Prefix.Length..] : null;
}
