using System.CommandLine;
using Assistant.Agent;
using Assistant.Text;

namespace Assistant.Server.Commands;

/// <summary>embed: lines of text in, one JSON array of numbers a line out.</summary>
internal static class EmbedCommand
{
    private const int LinesAtOnce = 64;

    public static Command Create()
    {
        var model = new Option<string?>("--model") { Description = "Folder name of the model; by default the one for the language." };
        var query = new Option<bool>("--query") { Description = "Texts are what is searched with: the model's query prefix is put before them." };
        var language = new Option<string?>("--language") { Description = "en or zh: which model; by default each line's own." };
        var command = new Command("embed", "Turn lines of standard input into vectors.") { model, query, language };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (name, tag) = (parsed.GetValue(model), parsed.GetValue(language));
            string[] chosen = name is null ? [] : ["--Embeddings:English", name, "--Embeddings:Chinese", name];
            using var host = ConsoleAssistant.BuildModels([.. Settings.Of(parsed), .. chosen]);
            var encoder = host.Services.GetRequiredService<ISentenceEncoder>();
            if (name is not null && !encoder.IsAvailable("en"))
                throw new CommandException($"The embedding model '{name}' is not installed: copy its folder into models/.");
            await foreach (var lines in LinesAsync(cancellationToken))
                foreach (var vector in await EncodeAsync(encoder, lines, parsed.GetValue(query), tag, cancellationToken))
                    JsonOutput.Write(vector);
            return 0;
        });
        return command;
    }

    private static async Task<IReadOnlyList<float[]>> EncodeAsync(ISentenceEncoder encoder, List<string> lines, bool query, string? language, CancellationToken cancellationToken)
    {
        var vectors = new float[lines.Count][];
        foreach (var group in lines.Select((line, i) => (Language: language ?? TextLanguage.Of(line, null), Index: i)).GroupBy(line => line.Language, line => line.Index))
        {
            if (!encoder.IsAvailable(group.Key))
                throw new CommandException($"No embedding model for '{group.Key}' is installed: copy one into models/, or run models pull {encoder.ModelFor(group.Key)}.");
            try
            {
                int[] indexes = [.. group];
                var found = await encoder.EncodeAsync([.. indexes.Select(i => lines[i])], query, group.Key, cancellationToken);
                for (var i = 0; i < indexes.Length; i++)
                    vectors[indexes[i]] = found[i];
            }
            catch (InvalidOperationException e)
            {
                throw new CommandException(e.Message);
            }
        }
        return vectors;
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
