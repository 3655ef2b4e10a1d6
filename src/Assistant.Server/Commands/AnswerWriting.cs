using System.Diagnostics;
using System.Text.Json;
using Assistant.Agent;
using Assistant.Inference.Language;
using Microsoft.Extensions.AI;

namespace Assistant.Server.Commands;

/// <summary>One prompt answered by a language model.</summary>
internal static class AnswerWriting
{
    /// <param name="echo">Shown on standard output as it comes.</param>
    /// <exception cref="CommandException">The model did not answer; the message says why.</exception>
    public static async Task<WrittenAnswer> WriteAsync(IChatClient client, JsonElement? id, string prompt, AnswerForm? form, int maxTokens, bool echo, CancellationToken cancellationToken)
    {
        var options = new ChatOptions { MaxOutputTokens = maxTokens, Temperature = 0, ResponseFormat = form is null ? null : ChatResponseFormat.ForJsonSchema(form.Schema, "answer") };
        // As the model's makers run it; in a form it would speak against what stands there again and again.
        if (form is null)
            options.AdditionalProperties = new() { [LocalModelOptions.OwnRepetitionPenalty] = true };
        var (updates, started, growing) = (new List<ChatResponseUpdate>(), Stopwatch.GetTimestamp(), echo && form is not { IsChoice: true });
        try
        {
            await foreach (var update in client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, prompt)], options, cancellationToken))
            {
                updates.Add(update);
                if (growing)
                    Console.Write(update.Text);
            }
        }
        catch (LanguageModelException e)
        {
            throw new CommandException(e.Message);
        }
        var response = updates.ToChatResponse();
        var text = form is { IsChoice: true } ? form.Chosen(response.Text) : response.Text;
        if (echo)
            Console.WriteLine(growing ? "" : text);
        return new(id, text, (int)(response.Usage?.OutputTokenCount ?? updates.Count), Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds));
    }
}

/// <summary>One line of a batch's output.</summary>
internal sealed record WrittenAnswer(JsonElement? Id, string Text, int Tokens, double Milliseconds);
