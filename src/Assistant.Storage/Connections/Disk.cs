namespace Assistant.Storage.Connections;

/// <summary>The disk of a folder, in bytes; null is what the system does not say.</summary>
internal sealed record Disk(string Folder, long? Size, long? Free)
{
    public static Disk Of(string folder)
    {
        var full = Path.GetFullPath(folder);
        try
        {
            var drive = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(full)! : full);
            return new(full, drive.TotalSize, drive.AvailableFreeSpace);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(full, null, null);
        }
    }
}
