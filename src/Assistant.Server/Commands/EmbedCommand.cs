using System.CommandLine;
using Assistant.Agent;

namespace Assistant.Server.Commands;

/// <summary>embed: lines of text in, one JSON array of numbers a line out.</summary>
internal static class EmbedCommand
{
    public static Command Create()
    {
        var query = new Option<bool>("--query") { Description = "Texts are what is searched with: the model's query prefix is put before them." };
        var language = new Option<string>("--language") { Description = "en or zh: which model.", DefaultValueFactory = _ => "en" };
        var command = new Command("embed", "Turn lines of standard input into vectors.") { query, language };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var host = ConsoleAssistant.BuildModels([.. parsed.UnmatchedTokens]);
            var encoder = host.Services.GetRequiredService<ISentenceEncoder>();
            if (!encoder.IsAvailable(parsed.GetValue(language)!))
                throw new CommandException($"No embedding model for '{parsed.GetValue(language)}' is installed: copy one into models/.");
            while (await Console.In.ReadLineAsync(cancellationToken) is { } line)
                JsonOutput.Write((await encoder.EncodeAsync([line], parsed.GetValue(query), parsed.GetValue(language)!, cancellationToken))[0]);
            return 0;
        });
        return command;
    }
}
