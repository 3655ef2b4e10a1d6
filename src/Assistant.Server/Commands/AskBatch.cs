using System.Text.Json;
using Assistant.Server.Terminal;

namespace Assistant.Server.Commands;

/// <summary>ask --batch: one JSON line for each line of the file, in order: an answer, or an "error" with the line's number. What goes wrong with one does not keep the next ones from being asked.</summary>
internal static class AskBatch
{
    /// <returns>0 when all were answered.</returns>
    public static async Task<int> RunAsync(FileInfo lines, IReadOnlyList<string> settings, Interrupts interrupts)
    {
        if (!lines.Exists)
            throw new CommandException($"{lines.FullName} does not exist.", CommandLine.WrongUsage);
        await using var assistant = await TerminalDoor.OpenAsync(settings, interrupts.End);
        var (failed, number) = (0, 0);
        await foreach (var line in File.ReadLinesAsync(lines.FullName, interrupts.End))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var id = (string?)null;
            try
            {
                var asked = JsonOutput.Read<BatchLine>(line) ?? throw new JsonException("null is no question.");
                id = asked.Id;
                if (string.IsNullOrWhiteSpace(asked.Question) && asked.Files is not { Length: > 0 })
                    throw new CommandException("Nothing to ask: there is no question and no file.");
                var answer = await interrupts.AnswerAsync((stop, end) => assistant.AskAsync(asked.Conversation, asked.Question ?? "", Names(asked.Files), null, stop, end));
                if (answer.Failure is not null)
                    failed++;
                JsonOutput.Write(AnswerJson.Of(id, answer));
            }
            catch (Exception e) when (e is JsonException or CommandException or IOException)
            {
                failed++;
                JsonOutput.Write(new { Id = id, Line = number, Error = e.Message });
                await Console.Error.WriteLineAsync($"{lines.Name}:{number}: {e.Message}");
            }
        }
        return failed == 0 ? 0 : CommandLine.Failed;
    }

    private static string[] Names(string?[]? files) => [.. (files ?? []).Select(file => file ?? "")];

    private sealed record BatchLine(string? Id, string?[]? Files, string? Question, string? Conversation);
}
