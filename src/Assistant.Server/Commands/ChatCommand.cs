using System.CommandLine;
using Assistant.Server.Terminal;
using Spectre.Console;

namespace Assistant.Server.Commands;

/// <summary>chat: a conversation at the terminal. A line is a message; "/file PATH" attaches to the next one; "/quit" ends. Ctrl+C stops an answer, and otherwise ends.</summary>
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
            await TalkAsync(assistant, parsed.GetValue(conversation) ?? Guid.CreateVersion7().ToString("N"), interrupts);
            return 0;
        });
        return command;
    }

    private static async Task TalkAsync(ITerminal assistant, string conversation, Interrupts interrupts)
    {
        var files = new List<string>();
        while (!interrupts.End.IsCancellationRequested)
        {
            AnsiConsole.Markup(files.Count == 0 ? "[teal]>[/] " : $"[teal]{files.Count} file(s) >[/] ");
            // A terminal's line cannot be cancelled: at the end the thread that waits for it is left.
            if (await Task.Run(Console.In.ReadLine).WaitAsync(interrupts.End) is not { } line || line.Trim() is "/quit" or "/exit")
                return;
            if (line.StartsWith("/file ", StringComparison.Ordinal))
            {
                files.Add(line["/file ".Length..].Trim());
                continue;
            }
            if (line.Trim().Length == 0 && files.Count == 0)
                continue;
            await AnswerAsync(assistant, conversation, line.Trim(), files, interrupts);
            files.Clear();
            AnsiConsole.WriteLine();
        }
    }

    private static async Task AnswerAsync(ITerminal assistant, string conversation, string line, List<string> files, Interrupts interrupts)
    {
        var screen = GrowingAnswer.Here();
        try
        {
            var answer = await interrupts.AnswerAsync((stop, end) => assistant.AskAsync(conversation, line, files, screen.Show, stop, end));
            screen.Finish(answer);
            AnswerView.WriteSources(answer);
        }
        catch (CommandException e)
        {
            screen.Break();
            AnsiConsole.MarkupLine($"[red]{Markup.Escape(e.Message)}[/]");
        }
        catch (OperationCanceledException) when (!interrupts.End.IsCancellationRequested)
        {
            screen.Break();
            AnsiConsole.MarkupLine("[dim]Stopped.[/]");
        }
    }
}
