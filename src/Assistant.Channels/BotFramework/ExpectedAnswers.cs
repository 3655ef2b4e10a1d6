using Assistant.Channels.BotFramework.Cards;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Channels.DirectLine;
using Assistant.Conversations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.BotFramework;

/// <summary>deliveryMode expectReplies: waits for the turn, for a bounded time, and puts its answer into the response.</summary>
internal sealed class ExpectedAnswers(IConversations conversations, AnswerOffers offers, IOptions<BotFrameworkOptions> options, TimeProvider time)
{
    /// <exception cref="Refusal">504: the turn goes on, but takes longer than its sender may wait.</exception>
    public async Task WriteAsync(HttpContext context, ReplyAddress to, AcceptedMessage accepted)
    {
        using var timer = new CancellationTokenSource(options.Value.ExpectRepliesTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, context.RequestAborted);
        StoredActivity? answer;
        try
        {
            answer = await AnswerToAsync(accepted, linked.Token);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new Refusal(504, "Timeout", $"There was no answer within {options.Value.ExpectRepliesTimeout.TotalSeconds:0} seconds (BotFramework:ExpectRepliesTimeout).");
        }
        var offered = answer is null ? null : await offers.OfAsync(accepted.Message.Conversation, to, answer, context.RequestAborted);
        await context.Response.WriteAsJsonAsync(new ExpectedReplies(answer is null ? [] : OutgoingActivities.Messages(to, answer, offered)), ConnectorWire.Json.ExpectedReplies, cancellationToken: context.RequestAborted);
    }

    /// <summary>Null when the turn was stopped.</summary>
    private async Task<StoredActivity?> AnswerToAsync(AcceptedMessage accepted, CancellationToken cancellationToken)
    {
        var asked = accepted.Message.ActivityId;
        await foreach (var happened in conversations.FollowAsync(accepted.Message.Conversation, accepted.Sequence, cancellationToken))
        {
            switch (happened)
            {
                case ActivityAdded { Activity: { Answer: not null } activity } when activity.ReplyToId == asked:
                    return activity;
                case TurnStopped stopped when stopped.ReplyToId == asked:
                    return null;
            }
        }
        return null;
    }
}
