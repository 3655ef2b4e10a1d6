using System.Text.Json;
using Assistant.Audit;
using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Inbound;
using Microsoft.Extensions.Logging;

namespace Assistant.Channels.BotFramework.Feedback;

/// <summary>Records thumbs, reactions and read receipts; none of them is answered. What belongs to no answer of ours is let go.</summary>
internal sealed partial class FeedbackIntake(IFeedbackLog log, TimeProvider time, ILogger<FeedbackIntake> logger)
{
    public const string ReadReceipt = "application/vnd.microsoft.readReceipt";
    private const int MostReactions = 20;

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
        // Agents Playground does not say which answer a thumb is for.
        if (answer is null || await log.ChangeAsync(MessageIntake.ConversationOf(activity, app), answer, activity.Person.Id, change, cancellationToken) == FeedbackOutcome.UnknownAnswer)
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
