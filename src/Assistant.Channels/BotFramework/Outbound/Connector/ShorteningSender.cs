using Assistant.Channels.BotFramework.Outbound.Splitting;
using Assistant.Conversations;

namespace Assistant.Channels.BotFramework.Outbound.Connector;

/// <summary>Sends a message, and what a channel calls too large (413) again shorter, in several messages where it has to be.</summary>
internal static class ShorteningSender
{
    /// <param name="part">The part of a reply that it is; null for what needs no note.</param>
    /// <returns>How the last one ended, with its id; <see cref="SendOutcome.Unknown"/> when some of them arrived and one did not.</returns>
    public static async Task<SendResult> SendShorteningAsync(this ConnectorClient connector, ReplyAddress to, OutgoingActivity message, PartSend? part, CancellationToken cancellationToken)
    {
        var left = new Stack<OutgoingActivity>([message]);
        SendResult? sent = null;
        while (left.TryPop(out var next))
        {
            var result = await connector.SendAsync(to, next, cancellationToken, sent is null ? part : null);
            if (result.IsTooLarge && MessageSizes.Shorter(next) is { Count: > 0 } shorter)
            {
                foreach (var each in shorter.Reverse())
                    left.Push(each);
                continue;
            }
            if (result.Outcome != SendOutcome.Sent)
                return sent is null || result.Outcome == SendOutcome.Refused ? result : result with { Outcome = SendOutcome.Unknown };
            sent = result with { IsSplit = next.Text != message.Text };
        }
        return sent!;
    }
}
