using Assistant.Agent.Asking;
using Assistant.Audit;
using Assistant.Channels.Activities.Cards;
using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Inbound;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Channels.BotFramework.Outbound.Connector;
using Assistant.Conversations;
using Assistant.Memory;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Assistant.Channels.BotFramework.Cards;

/// <summary>
/// A pressed button of a card that asks back, or a form that was sent: it becomes a message of the person in the conversation, which the turn judges; the card gives way to what was pressed, for everybody who sees it.
/// Only the person who was asked may press. Pressed again it is the same message, and changes nothing; pressed late it is answered, and does nothing. A form with something missing or wrong
/// comes back with what was written and what is wrong with it, and is no message yet.
/// </summary>
internal sealed partial class AskedCards(ITurnLog log, MessageIntake intake, ConnectorClient connector, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<AskedCards> logger)
{
    // Others may well have gone on talking since.
    private const int TurnsLookedAt = 50;

    public async Task<CardResponse> PressAsync(IncomingActivity activity, AppRegistration? app, CardAction action, string language, CancellationToken cancellationToken)
    {
        var pressed = action is { Asked: { Length: > 0 } id, Reply: { Length: > 0 } reply } ? new PressedReply(id, reply) { Fields = action.Fields } : throw CardRefusal.BadRequest("value.action.data must have asked and reply.");
        var turns = await log.RecentTurnsAsync(MessageIntake.ConversationOf(activity, app), TurnsLookedAt, cancellationToken);
        if (turns.FirstOrDefault(turn => turn.Asked?.Id == pressed.Asked) is not { Asked: { } asked } asking)
            return CardResponse.Refreshed(AskedCard.Closed(new AskedCardWords(language).Closed));
        var words = new AskedCardWords(asked.Language);
        if (asked.PersonId != activity.Person.Id)
            return CardResponse.Message(words.NotYours);
        var label = LabelOf(asked, pressed) ?? throw CardRefusal.BadRequest("value.action.data.reply is none of the card's.");
        var settled = turns.FirstOrDefault(turn => turn.ActivityId.StartsWith(PressedReply.ActivityPrefix(asked.Id), StringComparison.Ordinal));
        if (settled is not null)
            return CardResponse.Refreshed(AskedCard.Settled(asked, settled.ActivityId == pressed.ActivityId ? Outcome(asked, pressed, label, activity, words) : words.Closed));
        if (turns.AskingOf(asked.PersonId) != asking || !asked.IsOpenAt(time.GetUtcNow()))
            return CardResponse.Refreshed(AskedCard.Settled(asked, words.Closed));
        if (pressed.Reply == PressedReply.FillReply && AskedForm.Problems(asked, pressed, time.GetUtcNow()) is { Count: > 0 } problems)
            return CardResponse.Refreshed(AskedCard.Open(asked, activity.Conversation.IsShared, pressed, problems));
        await intake.ReplyAsync(activity, app, pressed, label, cancellationToken);
        var outcome = Outcome(asked, pressed, label, activity, words);
        // Not awaited: the one who pressed sees it in the response; others, and the person's other devices, a moment later.
        if (activity.ReplyToId is { } card)
            _ = ReplaceAsync(ReplyAddress.Of(activity, app?.Id) with { ActivityId = card }, asked, outcome, lifetime.ApplicationStopping);
        return CardResponse.Refreshed(AskedCard.Settled(asked, outcome));
    }

    /// <summary>What the button says, and of a form what was written; null when the card has no such button.</summary>
    private static string? LabelOf(AskedBack asked, PressedReply pressed) => (pressed.Reply, asked.Kind) switch
    {
        (PressedReply.FillReply, AskedKind.Form) => AskedForm.Told(asked, pressed),
        (PressedReply.YesReply, not (AskedKind.Choice or AskedKind.Form)) => asked.Yes,
        (PressedReply.NoReply, not AskedKind.Choice) => asked.No,
        _ => asked.Choices.Where((_, i) => AskedCard.NumberOf(i) == pressed.Reply).FirstOrDefault()?.Label,
    };

    private static string Outcome(AskedBack asked, PressedReply pressed, string label, IncomingActivity activity, AskedCardWords words)
    {
        var outcome = pressed.Reply switch
        {
            PressedReply.YesReply => words.Agreed,
            PressedReply.NoReply => words.Declined,
            PressedReply.FillReply => words.Sent(label),
            _ => words.Chosen(label),
        };
        return activity.Conversation.IsShared && (activity.From.Name ?? asked.PersonName) is { Length: > 0 } name ? words.By(outcome, name) : outcome;
    }

    private async Task ReplaceAsync(ReplyAddress card, AskedBack asked, string outcome, CancellationToken cancellationToken)
    {
        try
        {
            var attached = CardParts.Attachment(AskedCard.Settled(asked, outcome));
            // The card alone: clients show a text beside a card as a message of its own, which one update cannot change too (Agents Playground answers 400).
            var result = await connector.UpdateAsync(card, OutgoingActivities.Notice(card, "", attached) with { Text = null, TextFormat = null }, cancellationToken);
            if (result.Outcome != SendOutcome.Sent)
                Log.NotReplaced(logger, result.Reason);
        }
        catch (Exception e)
        {
            Log.NotReplaced(logger, e.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "A settled question's card still shows its buttons to others: {Reason}")]
        public static partial void NotReplaced(ILogger logger, string? reason);
    }
}
