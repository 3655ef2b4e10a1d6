using Assistant.Conversations;
using Assistant.Privacy;

namespace Assistant.Storage.Keys;

/// <summary>
/// The keys of conversations, which working memories are under. A memory may lie on in a backup, or in a Redis that was away: its key goes before the rows that name the conversation, as
/// whoever erases a person later finds only the conversations that are in a row. That erasure removes it from the key store's files, too (<see cref="KeyStore.Shred"/>).
/// </summary>
internal sealed class ConversationKeys(KeyStore store, SubjectKeys keys)
{
    /// <summary>What was under the key cannot be read any more; the chain goes on speaking of the conversation as the same.</summary>
    public void Renew(ConversationKey conversation)
    {
        store.Renew(ContentOwner.Of(conversation));
        keys.Forget(ContentOwner.Of(conversation));
    }

    /// <summary>Once nothing is left of the conversation.</summary>
    public void Destroy(ConversationKey conversation)
    {
        var owner = ContentOwner.Of(conversation);
        store.Ask(commands => commands.Execute("DELETE FROM subject_keys WHERE tenant = @a AND subject = @b", owner.Tenant, owner.SubjectId));
        keys.Forget(owner);
    }
}
