using System.Text.Json;

namespace Assistant.Server.Commands;

/// <summary>A batch's file: a JSON object a line, blank ones skipped. What is wrong with one line is told and keeps no other from being worked on; anything else, such as an outage, ends the batch with its message.</summary>
internal static class BatchLines
{
    /// <exception cref="CommandException">It does not exist.</exception>
    public static void Require(FileInfo file)
    {
        if (!file.Exists)
            throw new CommandException($"{file.FullName} does not exist.", CommandLine.WrongUsage);
    }

    /// <param name="work">Works on a line; false when that failed and was told. A <see cref="JsonException"/> or <see cref="CommandException"/> says what is wrong with it.</param>
    /// <param name="tell">Tells of a line, by its number from 1, what is wrong with it, besides standard error; null for nothing.</param>
    /// <returns>The exit code: 0 when no line failed.</returns>
    /// <exception cref="CommandException">The file does not exist.</exception>
    public static async Task<int> RunAsync(FileInfo file, Func<string, Task<bool>> work, CancellationToken cancellationToken, Action<int, string>? tell = null)
    {
        Require(file);
        var (failed, number) = (0, 0);
        await foreach (var line in File.ReadLinesAsync(file.FullName, cancellationToken))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            try
            {
                if (!await work(line))
                    failed++;
            }
            catch (Exception e) when (e is JsonException or CommandException)
            {
                failed++;
                tell?.Invoke(number, e.Message);
                await Console.Error.WriteLineAsync($"{file.Name}:{number}: {e.Message}");
            }
        }
        return failed == 0 ? 0 : CommandLine.Failed;
    }

    /// <exception cref="JsonException">It is no such object.</exception>
    public static T Read<T>(string line)
        where T : class => JsonOutput.Read<T>(line) ?? throw new JsonException("The line is null.");
}
