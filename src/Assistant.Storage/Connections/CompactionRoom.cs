namespace Assistant.Storage.Connections;

/// <summary>The room that VACUUM needs for a moment: what is kept is written to a temporary file first, and from there to the write-ahead log beside the database.</summary>
/// <param name="Data">Where the database lies.</param>
/// <param name="Temporary">Where SQLite makes its temporary files.</param>
/// <param name="IsOneDisk">Both lie on the same one.</param>
internal sealed record CompactionRoom(Disk Data, Disk Temporary, bool IsOneDisk)
{
    private const double Margin = 1.1;
    private const long Megabyte = 1024 * 1024;

    public static CompactionRoom Of(string dataFolder)
    {
        var (before, temporary, after) = (Disk.Of(dataFolder), Disk.Of(TemporaryFolder(Environment.GetEnvironmentVariable)), Disk.Of(dataFolder));
        // Neither mount points nor names tell it (links, bind mounts, a container's layers and its volume); others write to the disk meanwhile.
        var isOne = before.Size == temporary.Size && temporary.Free >= Math.Min(before.Free ?? 0, after.Free ?? 0) && temporary.Free <= Math.Max(before.Free ?? 0, after.Free ?? 0);
        return new(after, temporary, isOne);
    }

    /// <summary>Null when there is enough, or the system does not say.</summary>
    /// <param name="kept">Bytes that the database will have.</param>
    public string? Lacking(long kept)
    {
        var once = (long)(kept * Margin);
        string?[] lacks = IsOneDisk
            ? [Lacking(Data, 2 * once, $"for the write-ahead log and the temporary files ({Temporary.Folder}) together; TMPDIR may name another disk for these")]
            : [Lacking(Data, once, "for the write-ahead log"), Lacking(Temporary, once, "for temporary files; TMPDIR may name another disk")];
        return lacks.Any(lack => lack is not null)
            ? $"The database could be made as small as {kept / Megabyte} MB, but there is too little room for what is written meanwhile. {string.Join(" ", lacks.OfType<string>())}"
            : null;
    }

    /// <summary>The first of those that SQLite looks at, in its order, which can be written to.</summary>
    internal static string TemporaryFolder(Func<string, string?> variable) => OperatingSystem.IsWindows()
        ? Path.GetTempPath()
        : new[] { variable("SQLITE_TMPDIR"), variable("TMPDIR"), "/var/tmp", "/usr/tmp", "/tmp" }.OfType<string>().FirstOrDefault(TakesFiles) ?? ".";

    private static bool TakesFiles(string folder)
    {
        try
        {
            File.Create(Path.Combine(folder, Path.GetRandomFileName()), 1, FileOptions.DeleteOnClose).Dispose();
            return folder.Length > 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string? Lacking(Disk disk, long needed, string what) => disk.Free < needed
        ? $"The disk of {disk.Folder} lacks {Math.Max(1, (needed - disk.Free.Value) / Megabyte)} MB: {needed / Megabyte} MB are needed there {what}, and {disk.Free / Megabyte} MB are free."
        : null;
}
