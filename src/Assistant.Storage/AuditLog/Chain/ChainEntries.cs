using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.Erasure;
using Assistant.Storage.Keys;

namespace Assistant.Storage.AuditLog.Chain;

/// <summary>Puts chain records together, under the pseudonyms of who and where.</summary>
internal sealed class ChainEntries(SubjectKeys keys)
{
    private const int Version = 2;

    public ChainEntry Of(string kind, ConversationKey conversation, ContentOwner subject, DateTimeOffset at, IReadOnlyList<ChainedRow> rows)
    {
        var key = keys.ForWriting(subject);
        return ChainEntry.Of(subject.Tenant, new(kind, at.ToUnixTimeMilliseconds(), key.Pseudonym, Pseudonym(ContentOwner.Of(conversation)), rows) { Version = Version }) with { Key = DestroyedKeys.Name(key.Id) };
    }

    /// <param name="by">The administrator who did it; null when nobody in particular.</param>
    public ChainEntry OfPerson(string kind, ContentOwner subject, DateTimeOffset at, IReadOnlyList<ChainedRow> rows, string? by)
    {
        var key = keys.ForWriting(subject);
        return ChainEntry.Of(subject.Tenant, new(kind, at.ToUnixTimeMilliseconds(), key.Pseudonym, null, rows) { By = by, Version = Version }) with { Key = DestroyedKeys.Name(key.Id) };
    }

    public static ChainEntry OfNobody(string kind, string tenant, DateTimeOffset at, string by) => ChainEntry.Of(tenant, new(kind, at.ToUnixTimeMilliseconds(), null, null) { By = by });

    public ChainEntry OfConversation(string kind, ConversationKey conversation, DateTimeOffset at, IReadOnlyDictionary<string, long> counts) =>
        ChainEntry.Of(conversation.Tenant, new(kind, at.ToUnixTimeMilliseconds(), null, Pseudonym(ContentOwner.Of(conversation)), null, counts));

    private string Pseudonym(ContentOwner owner) => keys.ForWriting(owner).Pseudonym;
}
