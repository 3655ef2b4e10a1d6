using System.CommandLine;
using System.Diagnostics;
using Assistant.Agent;
using Microsoft.Extensions.AI;

namespace Assistant.Server.Commands;

/// <summary>generate: what the configured language model (a server's, else the local one) makes of a prompt.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        var maxTokens = new Option<int>("--max-tokens") { Description = "Tokens at most.", DefaultValueFactory = _ => 256 };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var prompt = new Argument<string>("prompt");
        var command = new Command("generate", "Let the language model write.") { maxTokens, json, prompt };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var host = ConsoleAssistant.BuildModels([.. parsed.UnmatchedTokens]);
            var local = host.Services.GetRequiredService<ILocalLanguageModel>();
            var client = host.Services.GetService<IChatClient>() ?? (local.IsAvailable ? local.Client : null)
                ?? throw new CommandException("No language model: set Model:Endpoint and Model:Name to a server, or copy one into models/.");
            var options = new ChatOptions { MaxOutputTokens = parsed.GetValue(maxTokens), Temperature = 0 };
            var started = Stopwatch.GetTimestamp();
            var (text, tokens) = await WriteAsync(client, parsed.GetValue(prompt)!, options, echo: !parsed.GetValue(json), cancellationToken);
            if (parsed.GetValue(json))
                JsonOutput.Write(new { Text = text, Tokens = tokens, Milliseconds = Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds) });
            return 0;
        });
        return command;
    }

    private static async Task<(string Text, int Tokens)> WriteAsync(IChatClient client, string prompt, ChatOptions options, bool echo, CancellationToken cancellationToken)
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, prompt)], options, cancellationToken))
        {
            updates.Add(update);
            if (echo)
                Console.Write(update.Text);
        }
        if (echo)
            Console.WriteLine();
        var response = updates.ToChatResponse();
        return (response.Text, (int)(response.Usage?.OutputTokenCount ?? updates.Count));
    }
}
