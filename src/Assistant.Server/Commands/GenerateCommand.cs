using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Agent;
using Microsoft.Extensions.AI;

namespace Assistant.Server.Commands;

/// <summary>generate: what a language model (the configured server's, else the local one) makes of a prompt, or of each line of a batch.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        var model = new Option<string?>("--model") { Description = "The server's model or the folder name of a local one; by default the one that answers." };
        var maxTokens = new Option<int>("--max-tokens") { Description = "Tokens at most.", DefaultValueFactory = _ => 256 };
        var schema = new Option<FileInfo?>("--schema") { Description = "A file with a JSON schema that the answer has to keep to." };
        var choices = new Option<string?>("--choices") { Description = "The answer is one of these, separated by commas." };
        var batch = new Option<FileInfo?>("--batch") { Description = "A file of lines {\"id\",\"prompt\",\"schema\"?,\"choices\"?,\"max_tokens\"?}; one line {\"id\",\"text\",\"tokens\",\"milliseconds\"} each." };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var prompt = new Argument<string?>("prompt") { Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("generate", "Let the language model write.") { model, maxTokens, schema, choices, batch, json, prompt };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(maxTokens) < 1)
                throw new CommandException("--max-tokens must be at least 1.", CommandLine.WrongUsage);
            var form = await FormAsync(parsed.GetValue(schema), parsed.GetValue(choices), cancellationToken);
            var name = parsed.GetValue(model);
            using var host = ConsoleAssistant.BuildModels([.. Settings.Of(parsed), .. name is null ? [] : new[] { "--LocalModel:Name", name }]);
            var client = Find(host.Services.GetRequiredService<ILanguageModels>(), name);
            if (parsed.GetValue(batch) is { } lines)
                return await BatchAsync(client, lines, form, parsed.GetValue(maxTokens), cancellationToken);
            if (parsed.GetValue(prompt) is not { Length: > 0 } asked)
                throw new CommandException("Nothing to write about: give a prompt or --batch.", CommandLine.WrongUsage);
            var quiet = parsed.GetValue(json);
            var written = await AnswerWriting.WriteAsync(client, null, asked, form, parsed.GetValue(maxTokens), echo: !quiet, cancellationToken);
            if (quiet)
                JsonOutput.Write(written);
            return 0;
        });
        return command;
    }

    private static IChatClient Find(ILanguageModels models, string? name)
    {
        if ((name ?? (models.Names is [var first, ..] ? first : null)) is not { } wanted)
            throw new CommandException("No language model: set Model:Endpoint and Model:Name to a server, or copy one into models/.");
        return models.Find(wanted) ?? throw new CommandException($"There is no language model '{wanted}'; {(models.Names.Count == 0 ? "none is installed" : $"installed: {string.Join(", ", models.Names)}")}.");
    }

    private static Task<int> BatchAsync(IChatClient client, FileInfo lines, AnswerForm? form, int maxTokens, CancellationToken cancellationToken) => BatchLines.RunAsync(
        lines,
        async line =>
        {
            var asked = BatchLines.Read<BatchLine>(line);
            if (asked is not { Prompt.Length: > 0 })
                throw new CommandException("\"prompt\" is missing.");
            if (asked.MaxTokens < 1)
                throw new CommandException("\"max_tokens\" must be at least 1.");
            JsonOutput.Write(await AnswerWriting.WriteAsync(client, asked.Id, asked.Prompt, AnswerForm.Of(asked.Schema, asked.Choices) ?? form, asked.MaxTokens ?? maxTokens, echo: false, cancellationToken));
            return true;
        },
        cancellationToken);

    private static async Task<AnswerForm?> FormAsync(FileInfo? schema, string? choices, CancellationToken cancellationToken)
    {
        try
        {
            if (schema is { Exists: false })
                throw new CommandException($"{schema.FullName} does not exist.");
            JsonElement? read = schema is null ? null : JsonElement.Parse(await File.ReadAllTextAsync(schema.FullName, cancellationToken));
            return AnswerForm.Of(read, choices?.Split(',', StringSplitOptions.TrimEntries));
        }
        catch (JsonException e)
        {
            throw new CommandException($"{schema!.FullName} is not JSON: {e.Message}", CommandLine.WrongUsage);
        }
        catch (CommandException e)
        {
            throw new CommandException(e.Message, CommandLine.WrongUsage);
        }
    }

    private sealed record BatchLine(JsonElement? Id, string? Prompt, JsonElement? Schema, string[]? Choices, [property: JsonPropertyName("max_tokens")] int? MaxTokens);
}
