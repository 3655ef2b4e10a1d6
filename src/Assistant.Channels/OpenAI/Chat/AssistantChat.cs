using System.Runtime.CompilerServices;
using System.Text.Json;
using Assistant.Agent;
using Assistant.Channels.DirectLine.Outbound;
using Assistant.Conversations;
using Assistant.Perception;
using Assistant.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.OpenAI.Chat;

/// <summary>
/// The model "assistant": the last message takes the whole path of a message, in a conversation of its own; what was said before becomes its memory, and files sent earlier are read again.
/// Whoever stops the request stops the turn.
/// </summary>
internal sealed partial class AssistantChat(
    IConversations conversations, IAttachmentStore attachments, ITurnLoad load, IOptions<PerceptionOptions> perception, TimeProvider time, ILogger<AssistantChat> logger)
{
    private const string ActivityId = "m-1";
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(5);

    public async IAsyncEnumerable<AnswerPiece> AnswerAsync(ChatRequest request, IReadOnlyList<SaidMessage> said, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.ToolChoice is { ValueKind: not JsonValueKind.Null } choice && (choice.ValueKind != JsonValueKind.String || choice.ValueEquals("required")))
            throw ApiError.Invalid("The model 'assistant' has tools of its own and calls none of the caller's; leave tool_choice at 'auto', or name a language model.", "tool_choice");
        if (request.ResponseFormat is { Type: not null and not "text" })
            throw ApiError.Invalid("The model 'assistant' answers in Markdown; leave response_format at 'text', or name a language model.", "response_format");
        if (said[^1] is not { Role: "user" } last || (string.IsNullOrWhiteSpace(last.Text) && last.Files.Count == 0))
            throw ApiError.Invalid("The last message must be the user's, with a text or a file.", "messages");
        if (!load.HasRoom)
            throw ApiError.Of(new SubmitResult(SubmitOutcome.Busy, RetryAfter: TimeSpan.FromSeconds(2)));
        var message = await MessageAsync(request, said, last, cancellationToken);
        var submitted = await conversations.SubmitAsync(message, cancellationToken);
        if (submitted.Retryable)
            throw ApiError.Of(submitted);
        var ended = false;
        try
        {
            await foreach (var piece in FollowAsync(message, submitted.Sequence, said.Sum(each => TokenEstimate.Of(each.Text)), cancellationToken))
            {
                ended = piece is EndPiece;
                yield return piece;
            }
        }
        finally
        {
            if (!ended)
                await StopAsync(message);
        }
    }

    private async IAsyncEnumerable<AnswerPiece> FollowAsync(InboundMessage message, long sequence, int promptTokens, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sent = "";
        var language = TextLanguage.Of(message.Text, message.Locale);
        await foreach (var happened in conversations.FollowAsync(message.Conversation, sequence, cancellationToken))
        {
            switch (happened)
            {
                case TurnProgressed step:
                    yield return new ProgressPiece(ProgressWording.Sentence(step.Progress, language));
                    break;
                case AnswerGrew grew when grew.Text.StartsWith(sent, StringComparison.Ordinal):
                    yield return new TextPiece(grew.Text[sent.Length..]);
                    sent = grew.Text;
                    break;
                case ActivityAdded { Activity: { Answer: { } answer } activity }:
                    if (answer is { Failure: { } failure, Model: AnsweredBy.None })
                        throw ApiError.Of(failure.Problem, activity.Text, failure.RetryAfter);
                    if (activity.Text.StartsWith(sent, StringComparison.Ordinal))
                        yield return new TextPiece(activity.Text[sent.Length..]);
                    // What a model said before it broke off is worth reading, and says so in its last line.
                    yield return new EndPiece(answer.Failure is null ? "stop" : "length", CompletionUsage.Of(promptTokens, TokenEstimate.Of(activity.Text)), AnswerDetails.Of(AnswerData.Of(answer)), activity.Text);
                    yield break;
                case TurnStopped:
                    yield return new EndPiece("stop", CompletionUsage.Of(promptTokens, TokenEstimate.Of(sent)), null, sent);
                    yield break;
            }
        }
    }

    private async Task<InboundMessage> MessageAsync(ChatRequest request, IReadOnlyList<SaidMessage> said, SaidMessage last, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7().ToString("N");
        var message = new InboundMessage
        {
            Conversation = new(ConversationKey.DefaultTenant, ChannelIds.OpenAI, $"chat-{id}"),
            ActivityId = ActivityId,
            From = new(request.User is { Length: > 0 and <= 256 } user ? user : "api"),
            ReceivedAt = time.GetUtcNow(),
            Text = last.Text,
            Earlier = EarlierTurns.Of(said),
            CannotReply = true,
        };
        var files = said.Where(each => each.Role == "user").SelectMany(each => each.Files).ToArray();
        // In the order in which they were sent, as people count them; too many the newest first: the oldest are named as not read.
        if (files.Length > perception.Value.MaxAttachments)
            files = [.. files.Reverse().Take(perception.Value.MaxAttachments + 1)];
        var stored = new List<InboundAttachment>();
        foreach (var (index, file) in files.Index())
        {
            using var content = new MemoryStream(file.Bytes, writable: false);
            var name = $"o-{id}-{index + 1}";
            stored.Add(new(name, file.Name, file.ContentType, await attachments.SaveAsync(new(message.Conversation, message.From.Id), name, content, perception.Value, cancellationToken)));
        }
        return message with { Attachments = stored };
    }

    private async Task StopAsync(InboundMessage message)
    {
        try
        {
            await conversations.StopAsync(message.Conversation, message.ActivityId, CancellationToken.None).WaitAsync(s_stopLimit, time);
        }
        catch (Exception e)
        {
            Log.NotStopped(logger, e.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A turn whose caller went away could not be stopped: {Error}")]
        public static partial void NotStopped(ILogger logger, string error);
    }
}
