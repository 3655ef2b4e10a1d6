using Assistant.Agent;
using Assistant.Perception;

namespace Assistant.Server.Commands;

/// <summary>Files that a command is given, or is to write.</summary>
internal static class CommandFiles
{
    /// <exception cref="CommandException">It cannot be read.</exception>
    public static byte[] Read(string path) => Try(path, "read", () => File.ReadAllBytes(path));

    /// <summary>A new file, never over another.</summary>
    /// <exception cref="CommandException">It is there already, or cannot be written.</exception>
    public static FileStream Create(string path) => Try(path, "written", () => new FileStream(path, FileMode.CreateNew));

    /// <summary>A new file, never over another, that has its name only when it is whole: what was begun has ".partial" behind it, and goes when the writing fails.</summary>
    /// <exception cref="CommandException">It is there already, or cannot be written.</exception>
    public static async Task<T> WriteWholeAsync<T>(string path, Func<FileStream, Task<T>> write)
    {
        if (File.Exists(path))
            throw new CommandException($"{path} cannot be written: it is there already.", CommandLine.WrongUsage);
        var partial = path + ".partial";
        var stream = Try(path, "written", () => new FileStream(partial, FileMode.Create));
        try
        {
            T result;
            await using (stream)
                result = await write(stream);
            return Try(path, "written", () =>
            {
                File.Move(partial, path);
                return result;
            });
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Works on one file after the other; one that cannot be read or opened is named on standard error, and the next one follows.</summary>
    /// <returns>How many were not worked on.</returns>
    public static async Task<int> EachAsync(IEnumerable<string> files, Func<string, Task> work)
    {
        var failed = 0;
        foreach (var file in files)
        {
            try
            {
                await work(file);
            }
            catch (MediaException e)
            {
                failed++;
                await Console.Error.WriteLineAsync(FailureWording.Sentence(new(file, e.Problem, e.Detail), "en"));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failed++;
                await Console.Error.WriteLineAsync($"{file}: {e.Message}");
            }
        }
        return failed;
    }

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
