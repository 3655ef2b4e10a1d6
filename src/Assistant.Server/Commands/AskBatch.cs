using Assistant.Server.Terminal;

namespace Assistant.Server.Commands;

/// <summary>ask --batch: one JSON line for each line of the file, in order: an answer, or an "error" with the line's number. What is wrong with one does not keep the next ones from being asked.</summary>
internal static class AskBatch
{
    /// <returns>0 when all were answered.</returns>
    public static async Task<int> RunAsync(FileInfo lines, IReadOnlyList<string> settings, Interrupts interrupts)
    {
        BatchLines.Require(lines);
        await using var assistant = await TerminalDoor.OpenAsync(settings, interrupts.End);
        var id = (string?)null;
        return await BatchLines.RunAsync(
            lines,
            async line =>
            {
                id = null;
                var asked = BatchLines.Read<BatchLine>(line);
                id = asked.Id;
                if (string.IsNullOrWhiteSpace(asked.Question) && asked.Files is not { Length: > 0 })
                    throw new CommandException("Nothing to ask: there is no question and no file.");
                var answer = await interrupts.AnswerAsync((stop, end) => assistant.AskAsync(asked.Conversation, asked.Question ?? "", Names(asked.Files), null, stop, end));
                JsonOutput.Write(AnswerJson.Of(id, answer));
                return answer.Failure is null;
            },
            interrupts.End,
            (number, error) => JsonOutput.Write(new { Id = id, Line = number, Error = error }));
    }

    private static string[] Names(string?[]? files) => [.. (files ?? []).Select(file => file ?? "")];

    private sealed record BatchLine(string? Id, string?[]? Files, string? Question, string? Conversation);
}
