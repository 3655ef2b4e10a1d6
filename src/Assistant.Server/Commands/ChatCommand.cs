using System.CommandLine;
using Assistant.Conversations;
using Spectre.Console;

namespace Assistant.Server.Commands;

/// <summary>chat: a conversation at the terminal. A line is a message; "/file PATH" attaches to the next one; "/quit" ends.</summary>
internal static class ChatCommand
{
    public static Command Create()
    {
        var conversation = new Option<string?>("--conversation", "-c") { Description = "Continue (or begin) the conversation of this name." };
        var command = new Command("chat", "Talk at the terminal. /file PATH attaches to the next message, /quit ends.") { conversation };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var assistant = await ConsoleAssistant.StartAsync(Settings.Of(parsed), cancellationToken);
            await TalkAsync(assistant, parsed.GetValue(conversation) ?? Guid.CreateVersion7().ToString("N"), cancellationToken);
            return 0;
        });
        return command;
    }

    private static async Task TalkAsync(ConsoleAssistant assistant, string conversation, CancellationToken cancellationToken)
    {
        var files = new List<string>();
        while (!cancellationToken.IsCancellationRequested)
        {
            AnsiConsole.Markup(files.Count == 0 ? "[teal]>[/] " : $"[teal]{files.Count} file(s) >[/] ");
            if (await Console.In.ReadLineAsync(cancellationToken) is not { } line || line.Trim() is "/quit" or "/exit")
                return;
            if (line.StartsWith("/file ", StringComparison.Ordinal))
            {
                files.Add(line["/file ".Length..].Trim());
                continue;
            }
            if (line.Trim().Length == 0 && files.Count == 0)
                continue;
            try
            {
                var reply = await assistant.AskAsync(conversation, line.Trim(), files, Show, cancellationToken);
                AnswerView.Write(reply.Answer!);
            }
            catch (CommandException e)
            {
                AnsiConsole.MarkupLine($"[red]{Markup.Escape(e.Message)}[/]");
            }
            files.Clear();
            AnsiConsole.WriteLine();
        }
    }

    private static void Show(ConversationEvent happened)
    {
        if (happened is TurnProgressed { Progress: var step })
            AnsiConsole.MarkupLine($"[dim]{Markup.Escape(ProgressWording.Sentence(step, "en"))}[/]");
    }
}
