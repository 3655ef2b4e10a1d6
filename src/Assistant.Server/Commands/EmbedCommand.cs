using System.CommandLine;
using Assistant.Agent;

namespace Assistant.Server.Commands;

/// <summary>embed: lines of text in, one JSON array of numbers a line out.</summary>
internal static class EmbedCommand
{
    private const int LinesAtOnce = 64;

    public static Command Create()
    {
        var model = new Option<string?>("--model") { Description = "Folder name of the model; by default the one for the language." };
        var query = new Option<bool>("--query") { Description = "Texts are what is searched with: the model's query prefix is put before them." };
        var language = new Option<string>("--language") { Description = "en or zh: which model.", DefaultValueFactory = _ => "en" };
        var command = new Command("embed", "Turn lines of standard input into vectors.") { model, query, language };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (name, tag) = (parsed.GetValue(model), parsed.GetValue(language)!);
            string[] chosen = name is null ? [] : ["--Embeddings:English", name, "--Embeddings:Chinese", name];
            using var host = ConsoleAssistant.BuildModels([.. Settings.Of(parsed), .. chosen]);
            var encoder = host.Services.GetRequiredService<ISentenceEncoder>();
            if (!encoder.IsAvailable(tag))
                throw new CommandException(name is null ? $"No embedding model for '{tag}' is installed: copy one into models/." : $"The embedding model '{name}' is not installed: copy its folder into models/.");
            await foreach (var lines in LinesAsync(cancellationToken))
                foreach (var vector in await EncodeAsync(encoder, lines, parsed.GetValue(query), tag, cancellationToken))
                    JsonOutput.Write(vector);
            return 0;
        });
        return command;
    }

    private static async Task<IReadOnlyList<float[]>> EncodeAsync(ISentenceEncoder encoder, List<string> lines, bool query, string language, CancellationToken cancellationToken)
    {
        try
        {
            return await encoder.EncodeAsync(lines, query, language, cancellationToken);
        }
        catch (InvalidOperationException e)
        {
            throw new CommandException(e.Message);
        }
    }

    /// <summary>Lines that are there already come together; a line typed by hand comes alone.</summary>
    private static async IAsyncEnumerable<List<string>> LinesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var input = new StreamReader(Console.OpenStandardInput());
        while (await input.ReadLineAsync(cancellationToken) is { } first)
        {
            var lines = new List<string> { first };
            while (lines.Count < LinesAtOnce && input.Peek() >= 0 && await input.ReadLineAsync(cancellationToken) is { } next)
                lines.Add(next);
            yield return lines;
        }
    }
}
