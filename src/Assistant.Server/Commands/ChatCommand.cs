using System.CommandLine;
using Assistant.Server.Terminal;
using Spectre.Console;

namespace Assistant.Server.Commands;

/// <summary>chat: a conversation at the terminal. A line is a message; "/file PATH" attaches to the next one; "/quit" ends. Ctrl+C stops an answer, and otherwise ends. What goes wrong is told on standard error, and ends in exit code 1.</summary>
internal static class ChatCommand
{
    public static Command Create()
    {
        var conversation = new Option<string?>("--conversation", "-c") { Description = "Continue (or begin) the conversation of this name." };
        var command = new Command("chat", "Talk at the terminal. /file PATH attaches to the next message, Ctrl+C stops an answer, /quit ends.") { conversation };
        command.SetAction(async (parsed, _) =>
        {
            using var interrupts = new Interrupts();
            await using var assistant = await TerminalDoor.OpenAsync(Settings.Of(parsed), interrupts.End);
            return await TalkAsync(assistant, parsed.GetValue(conversation) ?? Guid.CreateVersion7().ToString("N"), interrupts) ? 0 : CommandLine.Failed;
        });
        return command;
    }

    /// <returns>Whether every message was answered, or stopped by the person.</returns>
    private static async Task<bool> TalkAsync(ITerminal assistant, string conversation, Interrupts interrupts)
    {
        var files = new List<string>();
        var isWell = true;
        while (!interrupts.End.IsCancellationRequested)
        {
            AnsiConsole.Markup(files.Count == 0 ? "[teal]>[/] " : $"[teal]{files.Count} file(s) >[/] ");
            // A terminal's line cannot be cancelled: at the end the thread that waits for it is left.
            if (await Task.Run(Console.In.ReadLine).WaitAsync(interrupts.End) is not { } line || line.Trim() is "/quit" or "/exit")
                break;
            if (line.StartsWith("/file ", StringComparison.Ordinal))
            {
                files.Add(line["/file ".Length..].Trim());
                continue;
            }
            if (line.Trim().Length == 0 && files.Count == 0)
                continue;
            isWell &= await AnswerAsync(assistant, conversation, line.Trim(), files, interrupts);
            files.Clear();
            AnsiConsole.WriteLine();
        }
        return isWell;
    }

    private static async Task<bool> AnswerAsync(ITerminal assistant, string conversation, string line, List<string> files, Interrupts interrupts)
    {
        var screen = GrowingAnswer.Here();
        try
        {
            var answer = await interrupts.AnswerAsync((stop, end) => assistant.AskAsync(conversation, line, files, screen.Show, stop, end));
            screen.Finish(answer);
            AnswerView.WriteSources(answer);
            return answer.Failure is null;
        }
        catch (CommandException e)
        {
            screen.Break();
            await Console.Error.WriteLineAsync(e.Message);
            return false;
        }
        catch (OperationCanceledException) when (!interrupts.End.IsCancellationRequested)
        {
            screen.Break();
            AnsiConsole.MarkupLine("[dim]Stopped.[/]");
            return true;
        }
    }
}
