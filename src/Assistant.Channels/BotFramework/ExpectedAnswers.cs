using Assistant.Channels.BotFramework.Cards;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Channels.Http;
using Assistant.Conversations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.BotFramework;

/// <summary>deliveryMode expectReplies: waits for the turn, for a bounded time, and puts its answer into the response.</summary>
internal sealed class ExpectedAnswers(AnswerWaiting waiting, AnswerOffers offers, IOptions<BotFrameworkOptions> options, TimeProvider time)
{
    /// <exception cref="Refusal">504: the turn goes on, but takes longer than its sender may wait.</exception>
    public async Task WriteAsync(HttpContext context, ReplyAddress to, AcceptedMessage accepted)
    {
        using var timer = new CancellationTokenSource(options.Value.ExpectRepliesTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, context.RequestAborted);
        StoredActivity? answer;
        try
        {
            answer = await waiting.AnswerToAsync(accepted, linked.Token);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new Refusal(504, "Timeout", $"There was no answer within {options.Value.ExpectRepliesTimeout.TotalSeconds:0} seconds (BotFramework:ExpectRepliesTimeout).");
        }
        var offered = answer is null ? null : await offers.OfAsync(accepted.Message.Conversation, to, answer, context.RequestAborted);
        await context.Response.WriteAsJsonAsync(new ExpectedReplies(answer is null ? [] : OutgoingActivities.Messages(to, answer, offered, options.Value.Sensitivity)), ConnectorWire.Json.ExpectedReplies, cancellationToken: context.RequestAborted);
    }
}
