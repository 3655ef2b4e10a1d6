using System.CommandLine;
using Assistant.Agent;
using Assistant.Memory.LongTerm;
using Spectre.Console;

namespace Assistant.Server.Commands.Memory;

/// <summary>memory encode: sentence vectors for what is remembered without them, or with those of another model.</summary>
internal static class EncodeCommand
{
    public static Command Create()
    {
        var command = new Command("encode", "Compute the sentence vectors that a person's memory lacks: of what was imported with --no-vectors, or before the embedding model was replaced.") { MemoryCommand.User, MemoryCommand.Tenant, MemoryCommand.Json };
        command.SetAction((parsed, cancellationToken) => StorageHost.RunAsync(Settings.Of(parsed), alone: false, async services =>
        {
            var encoder = services.GetRequiredService<ISentenceEncoder>();
            if (!ISentenceEncoder.Languages.Any(encoder.IsAvailable))
                throw new CommandException($"No embedding model is installed ({string.Join(", ", ISentenceEncoder.Languages.Select(encoder.ModelFor).Distinct())}): see models pull.");
            var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
            var computed = await console.Status().StartAsync("Encoding", shown => services.GetRequiredService<IMemoryEncoding>().EncodeAsync(
                MemoryCommand.Person(parsed), new Progress<int>(done => shown.Status($"Encoding: {done}")), cancellationToken));
            if (parsed.GetValue(MemoryCommand.Json))
                JsonOutput.Write(new { Encoded = computed });
            else
                await Console.Error.WriteLineAsync($"{computed} encoded.");
            return 0;
        }, cancellationToken));
        return command;
    }
}
