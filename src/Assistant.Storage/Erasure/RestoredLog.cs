using Assistant.Audit;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Retention;

namespace Assistant.Storage.Erasure;

/// <summary>Accepts that a log was put back from a backup, sets the legal holds again that the backup knows nothing of, and does the erasures again that it knows nothing of.</summary>
internal sealed class RestoredLog(ChainSigner signer, RestoredRows restored, PersonEraser eraser, LegalHolds holds, ErasureRequests requests) : IRestoredLog
{
    public async Task<bool> AcceptAsync(string tenant, string by, CancellationToken cancellationToken)
    {
        // First: once the chain is signed again, the rules are applied again.
        var known = await holds.PutBackAsync(tenant, by, cancellationToken) + await requests.PutBackAsync(tenant, by, cancellationToken);
        var accepted = await signer.AcceptAsync(tenant, by, cancellationToken);
        // Also when it was accepted before: that may have been broken off here.
        var erasures = await restored.FindAsync(tenant, null, cancellationToken);
        await eraser.RepeatAsync(erasures, cancellationToken);
        return accepted || erasures.Count + known > 0;
    }
}
