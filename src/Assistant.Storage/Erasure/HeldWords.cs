using System.Text.Json;
using Assistant.Privacy;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;
using Assistant.Storage.Keys;

namespace Assistant.Storage.Erasure;

/// <summary>Whether somebody may be erased: not under a legal hold, nor while their words stand in what was answered to somebody who is, which would go with their key.</summary>
internal sealed class HeldWords(StoreReader reader, ContentCodec content, ILegalHolds holds, KeptNotes kept)
{
    /// <exception cref="LegalHoldException">Not now.</exception>
    public async Task RefuseAsync(ContentOwner person, CancellationToken cancellationToken)
    {
        // The keys' besides: a log that was put back from a backup may lack some still.
        var held = (await holds.ListAsync(cancellationToken)).Union(kept.List(KeptNotes.Hold, person.Tenant).Select(note => note.Person)).ToList();
        if (held.Contains(person))
            throw new LegalHoldException();
        foreach (var other in held)
            if (other.Tenant == person.Tenant && await AreInAsync(other, person, cancellationToken))
                throw new LegalHoldException("Words of this person stand in what was answered to somebody under a legal hold, in a conversation that both were in: release that hold first (audit holds, audit release).");
    }

    /// <summary>In whatever conversation: what the person said there themselves may have gone by a rule, or with a part of the log.</summary>
    private async Task<bool> AreInAsync(ContentOwner held, ContentOwner person, CancellationToken cancellationToken)
    {
        var found = false;
        await reader.ForEachAsync(
            $"SELECT t.payload FROM ({PersonConversations.All}) mine CROSS JOIN turns t WHERE t.conversation = mine.key AND t.tenant = @tenant AND t.subject = @subject",
            row => found = found || AreIn(held, row.GetFieldValue<byte[]>(0), person), cancellationToken, ("tenant", held.Tenant), ("subject", held.SubjectId));
        return found;
    }

    /// <summary>What is damaged keeps nobody's words.</summary>
    private bool AreIn(ContentOwner held, byte[] turn, ContentOwner person)
    {
        try
        {
            return Parts(content.Read(held, turn, StoreJson.Default.TurnContent)).Any(part => content.RevealShared(held.Tenant, part)?.Owners.Contains(person) == true);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            return false;
        }
    }

    /// <summary>What of a turn is under others' keys besides: its answer, and messages of its prompts. Its tools' results are where its answer is.</summary>
    private static IEnumerable<byte[]> Parts(TurnContent turn) =>
        new[] { turn.Shared }.Concat((turn.Sent ?? []).SelectMany(prompt => prompt.Messages).Select(message => message.Sealed)).OfType<byte[]>();
}
