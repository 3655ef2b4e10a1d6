using System.Text.Json;
using Assistant.Channels.BotFramework.Cards;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Channels.Http;
using Assistant.Conversations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.BotFramework;

/// <summary>deliveryMode expectReplies and stream: waits for the turn, for a bounded time, and puts its answer into the response: a document, or an event "activity" for each message.</summary>
internal sealed class ExpectedAnswers(AnswerWaiting waiting, AnswerOffers offers, IOptions<BotFrameworkOptions> options, TimeProvider time)
{
    private const string Events = "text/event-stream";

    /// <param name="asEvents">deliveryMode stream.</param>
    /// <exception cref="Refusal">504: the turn goes on, but takes longer than its sender may wait.</exception>
    public async Task WriteAsync(HttpContext context, ReplyAddress to, AcceptedMessage accepted, bool asEvents)
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
        var messages = answer is null ? [] : OutgoingActivities.Messages(to, answer, offered, options.Value.Sensitivity);
        if (asEvents)
            await WriteEventsAsync(context.Response, messages, context.RequestAborted);
        else
            await context.Response.WriteAsJsonAsync(new ExpectedReplies(messages), ConnectorWire.Json.ExpectedReplies, cancellationToken: context.RequestAborted);
    }

    /// <summary>As Microsoft's Agents SDK writes and reads them.</summary>
    public static async Task WriteEventsAsync(HttpResponse response, IReadOnlyList<OutgoingActivity> messages, CancellationToken cancellationToken)
    {
        (response.StatusCode, response.ContentType, response.Headers.CacheControl) = (StatusCodes.Status200OK, Events, "no-store");
        foreach (var message in messages)
            await response.WriteAsync($"event: activity\r\ndata: {JsonSerializer.Serialize(message, ConnectorWire.Json.OutgoingActivity)}\r\n\r\n", cancellationToken);
    }
}
