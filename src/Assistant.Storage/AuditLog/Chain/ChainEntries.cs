using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.Keys;

namespace Assistant.Storage.AuditLog.Chain;

/// <summary>Puts chain records together, under the pseudonyms of who and where.</summary>
internal sealed class ChainEntries(SubjectKeys keys)
{
    public ChainEntry Of(string kind, ConversationKey conversation, ContentOwner subject, DateTimeOffset at, IReadOnlyList<ChainedRow> rows) =>
        ChainEntry.Of(subject.Tenant, new(kind, at.ToUnixTimeMilliseconds(), Pseudonym(subject), Pseudonym(Owner(conversation)), rows));

    public ChainEntry OfConversation(string kind, ConversationKey conversation, DateTimeOffset at, IReadOnlyDictionary<string, long> counts) =>
        ChainEntry.Of(conversation.Tenant, new(kind, at.ToUnixTimeMilliseconds(), null, Pseudonym(Owner(conversation)), null, counts));

    /// <summary>Whose key what belongs to a whole conversation lies under: working memory.</summary>
    public static ContentOwner Owner(ConversationKey conversation) => new(conversation.Tenant, $"conversation:{conversation.Channel}/{conversation.Id}");

    private string Pseudonym(ContentOwner owner) => keys.ForWriting(owner).Pseudonym;
}
