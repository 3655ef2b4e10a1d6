using Assistant.Server.Commands;

namespace Assistant.Server.Terminal;

/// <summary>The files of one message, open.</summary>
internal sealed class TerminalFiles : List<TerminalFile>, IDisposable
{
    /// <exception cref="CommandException">One cannot be opened.</exception>
    public static TerminalFiles Open(IReadOnlyList<string> paths)
    {
        var files = new TerminalFiles();
        try
        {
            foreach (var path in paths)
            {
                if (string.IsNullOrWhiteSpace(path))
                    throw new CommandException("A file has no name.", CommandLine.WrongUsage);
                files.Add(new(Path.GetFileName(path), path, File.OpenRead(path)));
            }
            return files;
        }
        catch (Exception e)
        {
            files.Dispose();
            if (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
                throw new CommandException($"{paths[files.Count]} cannot be opened: {e.Message}", CommandLine.WrongUsage);
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var file in this)
            file.Content.Dispose();
    }
}

/// <param name="Shown">Its name where something has to be said of it.</param>
internal sealed record TerminalFile(string Name, string Shown, Stream Content);
