using Assistant.Channels.DirectLine;
using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.Http;
using Assistant.Conversations;
using Assistant.Speech;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.Page;

/// <summary>Reads an answer of a conversation aloud to whoever may read it. Only what the assistant said there: no other text, and nothing of it is kept.</summary>
internal sealed class AnswerSpeechEndpoint(RequestAccess access, ConversationAccess opened, IConversationDirectory directory, ISpeechOutput output, IOptions<SpeechOutputOptions> options)
{
    public async Task ReadAloudAsync(HttpContext context)
    {
        var key = await opened.OpenAsync(access.Bearer(context), ConversationEndpoints.IdOf(context), context.RequestAborted);
        if (!output.IsAvailable)
            throw new Refusal(404, "SpeechOutputOff", "Answers are not read aloud here: Speech:Output:Enabled is not set, or no voice is installed.");
        var id = context.Request.RouteValues["answer"] as string ?? "";
        if (await directory.FindActivityAsync(key, id, context.RequestAborted) is not { Author: ActivityAuthor.Assistant, Answer: { } answer } activity)
            throw Refusal.NotFound("There is no such answer in this conversation.");
        var text = Spoken(activity.Text.Length > 0 ? activity.Text : answer.Text, answer.Language);
        if (text.Length == 0)
            throw new Refusal(404, "NothingToSay", "There is nothing in this answer that can be read aloud.");
        await WriteAsync(context, text, answer.Language);
    }

    private string Spoken(string markdown, string language)
    {
        var text = SpokenText.Of(markdown);
        var rest = language == "zh" ? "\n其余部分不再朗读。" : "\nThe rest is not read aloud.";
        var most = options.Value.MaxCharacters;
        return text.Length <= most ? text : SpokenText.Beginning(text, Math.Max(most - rest.Length, 1)) + (most > rest.Length ? rest : "");
    }

    private async Task WriteAsync(HttpContext context, string text, string language)
    {
        var begun = false;
        try
        {
            await foreach (var update in output.GetStreamingAudioAsync(text, new TextToSpeechOptions { Language = language }, context.RequestAborted))
                foreach (var sound in update.Contents.OfType<DataContent>())
                {
                    if (!begun)
                        Begin(context.Response, sound.MediaType);
                    begun = true;
                    await context.Response.Body.WriteAsync(sound.Data, context.RequestAborted);
                }
        }
        catch (SpeechOutputException e)
        {
            throw new Refusal(e.Problem is SpeechProblem.Busy ? 429 : e.Problem is SpeechProblem.NoVoiceForLanguage or SpeechProblem.UnknownVoice ? 404 : 503,
                $"SpeechOutput{e.Problem}", $"This answer cannot be read aloud ({e.Problem}).", e.Problem is SpeechProblem.Busy ? TimeSpan.FromSeconds(5) : null);
        }
    }

    private static void Begin(HttpResponse response, string type)
    {
        response.ContentType = type;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
    }
}
