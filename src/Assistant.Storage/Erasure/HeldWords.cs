using Assistant.Privacy;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;

namespace Assistant.Storage.Erasure;

/// <summary>Whether somebody may be erased: not under a legal hold, nor while their words stand in what was answered to somebody who is, which would go with their key.</summary>
internal sealed class HeldWords(StoreReader reader, ContentCodec content, ILegalHolds holds)
{
    /// <exception cref="LegalHoldException">Not now.</exception>
    public async Task RefuseAsync(ContentOwner person, CancellationToken cancellationToken)
    {
        await holds.RefuseAsync(person, cancellationToken);
        foreach (var held in await holds.ListAsync(cancellationToken))
            if (held.Tenant == person.Tenant && await AreInAsync(held, person, cancellationToken))
                throw new LegalHoldException("Words of this person stand in what was answered to somebody under a legal hold, in a conversation that both were in: release that hold first (audit holds, audit release).");
    }

    private async Task<bool> AreInAsync(ContentOwner held, ContentOwner person, CancellationToken cancellationToken)
    {
        var found = false;
        await reader.ForEachAsync(
            """
            SELECT payload FROM turns WHERE tenant = @tenant AND subject = @held
            AND conversation IN (SELECT conversation FROM activities WHERE tenant = @tenant AND subject = @subject)
            """,
            row => found = found || Parts(content.Read(held, row.GetFieldValue<byte[]>(0), StoreJson.Default.TurnContent)).Any(part => content.RevealShared(held.Tenant, part)?.Owners.Contains(person) == true),
            cancellationToken, ("tenant", held.Tenant), ("held", held.SubjectId), ("subject", person.SubjectId));
        return found;
    }

    /// <summary>What of a turn is under others' keys besides: its answer, and messages of its prompts. Its tools' results are where its answer is.</summary>
    private static IEnumerable<byte[]> Parts(TurnContent turn) =>
        new[] { turn.Shared }.Concat((turn.Sent ?? []).SelectMany(prompt => prompt.Messages).Select(message => message.Sealed)).OfType<byte[]>();
}
