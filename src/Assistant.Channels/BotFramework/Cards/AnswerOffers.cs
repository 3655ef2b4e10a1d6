using Assistant.Agent;
using Assistant.Channels.Activities;
using Assistant.Channels.Activities.Cards;
using Assistant.Channels.BotFramework.Files;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Conversations;
using Assistant.Privacy;

namespace Assistant.Channels.BotFramework.Cards;

/// <summary>Makes the card that an answer offers, where the channel's clients show one. What is a person's own never where others read along; what is asked back of them everywhere.</summary>
internal sealed class AnswerOffers(MemoryCards memory, FileOffers files, PersonalDataFile data)
{
    /// <param name="conversation">Of the answer; its tenant is the person's.</param>
    /// <returns>Null when there is nothing to offer here: the answer's text does without.</returns>
    public async Task<WireAttachment?> OfAsync(ConversationKey conversation, ReplyAddress to, StoredActivity reply, CancellationToken cancellationToken)
    {
        if (reply.Answer is { Asks: { } asked })
            return CardClients.Show(to.ChannelId) ? CardParts.Attachment(AskedCard.Open(asked, to.IsShared)) : null;
        if (OutgoingActivities.IsWelcome(to.ChannelId, reply))
            return CardParts.Attachment(WelcomeCard.Of(reply.Answer!));
        if (to.IsShared || reply.Answer is not { Offer: { } offer } answer)
            return null;
        var person = new ContentOwner(conversation.Tenant, to.PersonId ?? to.User.Id);
        return offer switch
        {
            AnswerOffer.MemoryPanel when CardClients.Show(to.ChannelId) => CardParts.Attachment(await memory.ListAsync(person, answer.Language, cancellationToken)),
            // Files go to people in one-to-one chats only: so Teams has it.
            AnswerOffer.PersonalData when to is { ChannelId: ChannelIds.Teams, ConversationType: null or "personal" } => await FileAsync(conversation, person, answer.Language, cancellationToken),
            _ => null,
        };
    }

    private async Task<WireAttachment> FileAsync(ConversationKey conversation, ContentOwner person, string language, CancellationToken cancellationToken)
    {
        var length = await data.MeasureAsync(person, cancellationToken);
        var offer = await files.MakeAsync(conversation, person.SubjectId, language, cancellationToken);
        return FileCards.Consent(PersonalDataFile.Name, FileWords.Description(language), length, offer.Id);
    }
}
