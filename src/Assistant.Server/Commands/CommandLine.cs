using System.CommandLine;
using Assistant.Server.Commands.Audit;

namespace Assistant.Server.Commands;

/// <summary>The command line: one binary, a subcommand a job. Exit codes: 0 done, 1 failed, 2 wrong usage. With --json standard output carries JSON objects and nothing else.</summary>
internal static class CommandLine
{
    public const int Failed = 1;
    public const int WrongUsage = 2;

    // Longer than a server takes to end its turns; two seconds by default.
    private static readonly TimeSpan s_shutdown = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("An on-premise assistant: sees pictures, hears voice notes, reads documents, answers with citations.");
        root.Options.Add(Settings.Option);
        root.Subcommands.Add(ServeCommand.Create());
        root.Subcommands.Add(AskCommand.Create());
        root.Subcommands.Add(ChatCommand.Create());
        root.Subcommands.Add(TranscribeCommand.Create());
        root.Subcommands.Add(SpeakCommand.Create());
        root.Subcommands.Add(LookCommand.Create());
        root.Subcommands.Add(Pictures.PicturesCommand.Create());
        root.Subcommands.Add(EmbedCommand.Create());
        root.Subcommands.Add(GenerateCommand.Create());
        root.Subcommands.Add(Models.ModelsCommand.Create());
        root.Subcommands.Add(Memory.MemoryCommand.Create());
        root.Subcommands.Add(Doctor.DoctorCommand.Create());
        root.Subcommands.Add(AuditCommand.Create());
        root.Subcommands.Add(RetentionCommand.Create());
        root.Subcommands.Add(KeysCommand.Create());
        root.Subcommands.Add(StorageCommand.Create());
        root.Subcommands.Add(NotifyCommand.Create());
        root.Subcommands.Add(Teams.TeamsCommand.Create());

        string[] given;
        try
        {
            given = Settings.Gather(args);
        }
        catch (CommandException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return e.ExitCode;
        }
        var parsed = root.Parse(args.Length == 0 ? ["--help"] : given);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("Settings are written --Section:Key value. Run with --help to see the commands and their options.");
            return WrongUsage;
        }
        try
        {
            // Those that answer people take Ctrl+C themselves.
            var isTerminal = parsed.CommandResult.Command.Name is "ask" or "chat";
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = isTerminal ? null : s_shutdown });
        }
        catch (OperationCanceledException)
        {
            return Failed;
        }
        catch (CommandException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return e.ExitCode;
        }
        catch (Exception e) when (WrongSettings.In(e) is { } wrong)
        {
            await Console.Error.WriteLineAsync(wrong);
            return Failed;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or InvalidDataException or FormatException or System.Net.Sockets.SocketException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Failed;
        }
    }
}

/// <summary>A command cannot go on; the message is for the person at the terminal.</summary>
internal sealed class CommandException(string message, int exitCode = CommandLine.Failed) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
