using Assistant.Audit;
using Assistant.Storage.AuditLog.Chain;

namespace Assistant.Storage.Erasure;

/// <summary>Accepts that a log was put back from a backup, and does the erasures again that the backup knows nothing of.</summary>
internal sealed class RestoredLog(ChainSigner signer, RestoredRows restored, PersonEraser eraser) : IRestoredLog
{
    public async Task<bool> AcceptAsync(string tenant, string by, CancellationToken cancellationToken)
    {
        var accepted = await signer.AcceptAsync(tenant, by, cancellationToken);
        // Also when it was accepted before: that may have been broken off here.
        var erasures = await restored.FindAsync(tenant, null, cancellationToken);
        await eraser.RepeatAsync(erasures, cancellationToken);
        return accepted || erasures.Count > 0;
    }
}
