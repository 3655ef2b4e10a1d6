using System.Text.Json;
using Assistant.Audit;
using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Inbound;
using Microsoft.Extensions.Logging;

namespace Assistant.Channels.BotFramework.Feedback;

/// <summary>
/// Records thumbs, reactions and read receipts; none of them is answered. What belongs to no answer of ours is let go. An answer is known by the name that the channel gives it, which is stored
/// when the channel has said it: what comes before that, as read receipts do, waits a moment.
/// </summary>
internal sealed partial class FeedbackIntake(IFeedbackLog log, ITurnLog turns, TimeProvider time, ILogger<FeedbackIntake> logger)
{
    public const string ReadReceipt = "application/vnd.microsoft.readReceipt";
    private const int MostReactions = 20;

    // A client that waits for us asks again after five seconds at the earliest.
    private const int MostLooks = 12;
    private static readonly TimeSpan s_untilNextLook = TimeSpan.FromMilliseconds(250);

    public async Task SubmitAsync(IncomingActivity activity, AppRegistration? app, CancellationToken cancellationToken)
    {
        if (SubmittedFeedback.Read(activity.Value) is { } given)
            await ChangeAsync(activity, app, activity.ReplyToId, feedback => feedback with { Rating = given.Rating, Reason = given.Reason }, cancellationToken);
    }

    public Task ReactAsync(IncomingActivity activity, AppRegistration? app, CancellationToken cancellationToken) => ChangeAsync(
        activity, app, activity.ReplyToId,
        feedback => feedback with { Reactions = [.. feedback.Reactions.Except(activity.ReactionsRemoved).Union(activity.ReactionsAdded).Take(MostReactions)] }, cancellationToken);

    public Task ReadAsync(IncomingActivity activity, AppRegistration? app, CancellationToken cancellationToken) => ChangeAsync(
        activity, app, LastRead(activity.Value), feedback => feedback with { ReadAt = feedback.ReadAt ?? time.GetUtcNow() }, cancellationToken);

    private async Task ChangeAsync(IncomingActivity activity, AppRegistration? app, string? answer, Func<AnswerFeedback, AnswerFeedback> change, CancellationToken cancellationToken)
    {
        var conversation = MessageIntake.ConversationOf(activity, app);
        // Agents Playground does not say which answer a thumb is for.
        for (var look = 0; answer is not null && look <= MostLooks; look++)
        {
            var isOnItsWay = look < MostLooks && (await turns.UndeliveredAsync(conversation, cancellationToken)).Count > 0;
            if (await log.ChangeAsync(conversation, answer, activity.Person.Id, change, cancellationToken) != FeedbackOutcome.UnknownAnswer)
                return;
            if (!isOnItsWay)
                break;
            await Task.Delay(s_untilNextLook, time, cancellationToken);
        }
        Log.Unknown(logger, activity.Type);
    }

    private static string? LastRead(string? value)
    {
        using var document = JsonDocument.Parse(value ?? "{}");
        return document.RootElement.ValueKind == JsonValueKind.Object ? ActivityFields.String(document.RootElement, "lastReadMessageId") : null;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Feedback ({Type}) is on no answer that is known here")]
        public static partial void Unknown(ILogger logger, string type);
    }
}
