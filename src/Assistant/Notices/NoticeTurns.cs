using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Text;

namespace Assistant.Notices;

/// <summary>The turns that need neither perception nor a model: a notice itself, and a person's wish to get none, or some again.</summary>
internal sealed class NoticeTurns(TimeProvider time, IConversationReferences? references = null)
{
    public static Answer Tell(InboundMessage notice) => Answer.Fixed(notice.Text, TextLanguage.Of("", notice.Locale), AnsweredBy.Notices, found: true);

    /// <summary>Null when the message is no such wish.</summary>
    /// <exception cref="StorageUnavailableException">The wish could not be kept; the turn says so.</exception>
    public async Task<Answer?> AnswerAsync(InboundMessage message, string language, CancellationToken cancellationToken)
    {
        if (references is null || NoticeWishes.Of(message) is not { } wish)
            return null;
        var person = new ContentOwner(message.Conversation.Tenant, message.From.Id);
        await references.SetOptOutAsync(person, message.Conversation.Channel, wish == NoticeWish.Stop ? time.GetUtcNow() : null, cancellationToken);
        return Answer.Fixed(wish == NoticeWish.Stop ? NoticeWording.Stopped(language) : NoticeWording.Resumed(language), language, AnsweredBy.Quotes, found: true);
    }
}
