namespace Assistant.Server.Commands;

/// <summary>Files that a command is given, or is to write.</summary>
internal static class CommandFiles
{
    /// <exception cref="CommandException">It cannot be read.</exception>
    public static byte[] Read(string path) => Try(path, "read", () => File.ReadAllBytes(path));

    /// <summary>A new file, never over another.</summary>
    /// <exception cref="CommandException">It is there already, or cannot be written.</exception>
    public static FileStream Create(string path) => Try(path, "written", () => new FileStream(path, FileMode.CreateNew));

    private static T Try<T>(string path, string what, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be {what}: {e.Message}", CommandLine.WrongUsage);
        }
    }
}
