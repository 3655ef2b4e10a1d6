using System.CommandLine;
using System.Diagnostics;
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
        var batch = new Option<FileInfo?>("--batch") { Description = "A file of lines {\"id\",\"prompt\",\"schema\"?,\"max_tokens\"?}; one JSON answer a line." };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var prompt = new Argument<string?>("prompt") { Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("generate", "Let the language model write.") { model, maxTokens, schema, batch, json, prompt };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var name = parsed.GetValue(model);
            using var host = ConsoleAssistant.BuildModels([.. Settings.Of(parsed), .. name is null ? [] : new[] { "--LocalModel:Name", name }]);
            var client = Find(host.Services.GetRequiredService<ILanguageModels>(), name);
            var format = parsed.GetValue(schema) is { } file ? Schema(await ReadAsync(file, cancellationToken), file.FullName) : (JsonElement?)null;
            if (parsed.GetValue(batch) is { } lines)
                return await BatchAsync(client, lines, format, parsed.GetValue(maxTokens), cancellationToken);
            if (parsed.GetValue(prompt) is not { Length: > 0 } asked)
                throw new CommandException("Nothing to write about: give a prompt or --batch.", CommandLine.WrongUsage);
            var written = await WriteAsync(client, new(null, asked, format, null), parsed.GetValue(maxTokens), echo: !parsed.GetValue(json), cancellationToken);
            if (parsed.GetValue(json))
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

    private static async Task<int> BatchAsync(IChatClient client, FileInfo lines, JsonElement? schema, int maxTokens, CancellationToken cancellationToken)
    {
        if (!lines.Exists)
            throw new CommandException($"{lines.FullName} does not exist.", CommandLine.WrongUsage);
        var (failed, number) = (0, 0);
        await foreach (var line in File.ReadLinesAsync(lines.FullName, cancellationToken))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            try
            {
                var asked = JsonOutput.Read<BatchLine>(line) ?? throw new JsonException("null");
                if (asked.Choices is not null)
                    throw new CommandException("\"choices\" is not available.");
                JsonOutput.Write(await WriteAsync(client, asked with { Schema = asked.Schema ?? schema }, maxTokens, echo: false, cancellationToken));
            }
            catch (Exception e) when (e is JsonException or CommandException)
            {
                failed++;
                await Console.Error.WriteLineAsync($"{lines.Name}:{number}: {e.Message}");
            }
        }
        return failed == 0 ? 0 : CommandLine.Failed;
    }

    private static async Task<Written> WriteAsync(IChatClient client, BatchLine asked, int maxTokens, bool echo, CancellationToken cancellationToken)
    {
        var options = new ChatOptions { MaxOutputTokens = asked.MaxTokens ?? maxTokens, Temperature = 0 };
        if (asked.Schema is { } schema)
            options.ResponseFormat = ChatResponseFormat.ForJsonSchema(schema, "answer");
        var (updates, started) = (new List<ChatResponseUpdate>(), Stopwatch.GetTimestamp());
        try
        {
            await foreach (var update in client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, asked.Prompt ?? "")], options, cancellationToken))
            {
                updates.Add(update);
                if (echo)
                    Console.Write(update.Text);
            }
        }
        catch (LanguageModelException e)
        {
            throw new CommandException(e.Message);
        }
        if (echo)
            Console.WriteLine();
        var response = updates.ToChatResponse();
        return new(asked.Id, response.Text, (int)(response.Usage?.OutputTokenCount ?? updates.Count), Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds));
    }

    private static async Task<string> ReadAsync(FileInfo file, CancellationToken cancellationToken) =>
        file.Exists ? await File.ReadAllTextAsync(file.FullName, cancellationToken) : throw new CommandException($"{file.FullName} does not exist.", CommandLine.WrongUsage);

    private static JsonElement Schema(string text, string path)
    {
        try
        {
            return JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException e)
        {
            throw new CommandException($"{path} is not JSON: {e.Message}", CommandLine.WrongUsage);
        }
    }

    private sealed record BatchLine(string? Id, string? Prompt, JsonElement? Schema, [property: JsonPropertyName("max_tokens")] int? MaxTokens, string[]? Choices = null);

    private sealed record Written(string? Id, string Text, int Tokens, double Milliseconds);
}
