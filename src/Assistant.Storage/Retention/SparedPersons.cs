using Assistant.Privacy;

namespace Assistant.Storage.Retention;

/// <summary>Of whom no rule takes anything. Looked for each time: a run takes its while, and who sets a hold meanwhile has been told that it stands.</summary>
internal sealed class SparedPersons(ILegalHolds holds)
{
    /// <exception cref="LegalHoldException">They are under a legal hold.</exception>
    public Task RefuseAsync(ContentOwner person, CancellationToken cancellationToken) => holds.RefuseAsync(person, cancellationToken);

    public async Task<HashSet<ContentOwner>> HeldAsync(CancellationToken cancellationToken) => [.. await holds.ListAsync(cancellationToken)];
}
