using System.CommandLine;
using System.Text.Json;
using Assistant.Agent;
using Assistant.Conversations;
using Spectre.Console;

namespace Assistant.Server.Commands;

/// <summary>ask: one question (or a batch of them) about files, answered with citations.</summary>
internal static class AskCommand
{
    public static Command Create()
    {
        var files = new Option<string[]>("--file", "-f") { Description = "A picture, recording or document; may be repeated." };
        var conversation = new Option<string?>("--conversation", "-c") { Description = "Continue (or begin) the conversation of this name." };
        var json = new Option<bool>("--json") { Description = "One JSON object an answer on standard output." };
        var batch = new Option<FileInfo?>("--batch") { Description = "A file of lines {\"id\",\"files\":[...],\"question\",\"conversation\"?}; one JSON answer a line." };
        var question = new Argument<string?>("question") { Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("ask", "Ask about files, or go on with a conversation.") { files, conversation, json, batch, question };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(batch) is { } lines)
                return await BatchAsync(lines, Settings.Of(parsed), cancellationToken);
            var asked = parsed.GetValue(question) ?? "";
            var attached = parsed.GetValue(files) ?? [];
            if (asked.Length == 0 && attached.Length == 0)
                throw new CommandException("Nothing to ask: give a question, files, or both.", CommandLine.WrongUsage);
            await using var assistant = await ConsoleAssistant.StartAsync(Settings.Of(parsed), cancellationToken);
            var answer = await AskAsync(assistant, parsed.GetValue(conversation), asked, attached, quiet: parsed.GetValue(json), cancellationToken);
            if (parsed.GetValue(json))
                JsonOutput.Write(AnswerJson.Of(null, answer));
            else
                AnswerView.Write(answer);
            return answer.Failure is null ? 0 : CommandLine.Failed;
        });
        return command;
    }

    private static async Task<Answer> AskAsync(ConsoleAssistant assistant, string? conversation, string question, string[] files, bool quiet, CancellationToken cancellationToken)
    {
        if (quiet || Console.IsErrorRedirected)
            return (await assistant.AskAsync(conversation, question, files, null, cancellationToken)).Answer!;
        var progress = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await progress.Status().StartAsync("Thinking", async status =>
            (await assistant.AskAsync(conversation, question, files, happened =>
            {
                if (happened is TurnProgressed { Progress: var step })
                    status.Status(Markup.Escape(ProgressWording.Sentence(step, "en")));
            }, cancellationToken)).Answer!);
    }

    private static async Task<int> BatchAsync(FileInfo lines, IReadOnlyList<string> settings, CancellationToken cancellationToken)
    {
        if (!lines.Exists)
            throw new CommandException($"{lines.FullName} does not exist.", CommandLine.WrongUsage);
        await using var assistant = await ConsoleAssistant.StartAsync(settings, cancellationToken);
        var failed = 0;
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(lines.FullName, cancellationToken))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            try
            {
                var asked = JsonOutput.Read<BatchLine>(line) ?? throw new JsonException("null");
                var reply = await assistant.AskAsync(asked.Conversation, asked.Question ?? "", asked.Files ?? [], null, cancellationToken);
                JsonOutput.Write(AnswerJson.Of(asked.Id, reply.Answer!));
            }
            catch (Exception e) when (e is JsonException or CommandException)
            {
                failed++;
                await Console.Error.WriteLineAsync($"{lines.Name}:{number}: {e.Message}");
            }
        }
        return failed == 0 ? 0 : CommandLine.Failed;
    }

    private sealed record BatchLine(string? Id, string[]? Files, string? Question, string? Conversation);
}
