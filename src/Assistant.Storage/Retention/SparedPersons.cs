using Assistant.Privacy;
using Assistant.Storage.Erasure;

namespace Assistant.Storage.Retention;

/// <summary>Of whom no rule takes anything. Looked for each time: a run takes its while, and who sets a hold meanwhile has been told that it stands.</summary>
internal sealed class SparedPersons(ILegalHolds holds, ErasureLedger ledger)
{
    /// <exception cref="LegalHoldException">They are under a legal hold.</exception>
    /// <exception cref="KeyDestroyedException">Their erasure has begun, which takes what there is: a record of what expired would make them a new key.</exception>
    public async Task RefuseAsync(ContentOwner person, CancellationToken cancellationToken)
    {
        await holds.RefuseAsync(person, cancellationToken);
        if (ledger.Unfinished().Any(begun => begun.Person == person))
            throw new KeyDestroyedException();
    }

    public async Task<HashSet<ContentOwner>> HeldAsync(CancellationToken cancellationToken) => [.. await holds.ListAsync(cancellationToken)];
}
