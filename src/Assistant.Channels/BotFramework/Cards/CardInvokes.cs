using Assistant.Channels.Activities.Cards;
using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Inbound;
using Assistant.Privacy;

namespace Assistant.Channels.BotFramework.Cards;

/// <summary>Answers adaptiveCard/action: for the person that the authenticated activity names, and nobody else.</summary>
internal sealed class CardInvokes(MemoryCards memory, AskedCards asked)
{
    public async Task<CardResponse> AnswerAsync(IncomingActivity activity, AppRegistration? app, CancellationToken cancellationToken)
    {
        try
        {
            var action = CardAction.Read(activity.Value);
            var language = MemoryCardWords.LanguageOf(action.Language, activity.Locale);
            if (action.Verb == AskedCard.Verb)
                return await asked.PressAsync(activity, app, action, language, cancellationToken);
            // In a group the answer would be everybody's to see, whoever the card was for.
            if (activity.Conversation.IsShared)
                return CardResponse.Message(new MemoryCardWords(language).OnlyInPrivate);
            var person = new ContentOwner(MessageIntake.ConversationOf(activity, app).Tenant, activity.Person.Id);
            return CardResponse.Refreshed(await memory.ActAsync(person, action, language, cancellationToken));
        }
        catch (CardRefusal refusal)
        {
            return CardResponse.Error(refusal);
        }
    }
}
