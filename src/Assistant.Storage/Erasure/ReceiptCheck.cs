using System.Globalization;
using System.Text.Json;
using Assistant.Privacy;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Connections;
using Assistant.Storage.Keys;

namespace Assistant.Storage.Erasure;

/// <summary>Looks a receipt up in the chain and among the keys. Whether the chain holds is the verifier's to say.</summary>
internal sealed class ReceiptCheck(StoreReader reader, KeyStore keys) : IReceiptCheck
{
    public async Task<IReadOnlyList<string>> ProblemsOfAsync(ErasureReceipt receipt, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        if (receipt.PublicKey != keys.SigningPublicKey)
            problems.Add("It was signed with another installation's key.");
        if (keys.Read(commands => commands.First("SELECT 1 FROM subject_keys WHERE tenant = @a AND pseudonym = @b", row => (int?)1, receipt.Tenant, receipt.Subject)) is not null)
            problems.Add("The key of the person that it speaks of is there still, or there again: the key store was put back from a backup.");
        if (Head(receipt.ChainBefore) is not { } before || Head(receipt.ChainAfter) is not { } after)
            return [.. problems, "It does not name the heads of the chain."];
        foreach (var (name, head) in new[] { ("before", before), ("after", after) })
            if (head.Sequence > 0 && !await IsThereAsync(receipt.Tenant, head, cancellationToken))
                problems.Add($"Record {head.Sequence} of the chain, the head {name} the erasure, is not there, or another.");
        var erased = await ErasedAsync(receipt, before.Sequence, after.Sequence, cancellationToken);
        if (erased is null)
            problems.Add("Between these heads the chain has no record of the erasure.");
        else if (!Same(erased.Counts, receipt.Covered))
            problems.Add("The chain's record of the erasure counts otherwise.");
        return problems;
    }

    private async Task<bool> IsThereAsync(string tenant, (long Sequence, string Hash) head, CancellationToken cancellationToken) =>
        await reader.QueryAsync("SELECT hash FROM chain WHERE tenant = @tenant AND sequence = @sequence", row => Convert.ToHexStringLower(row.GetFieldValue<byte[]>(0)), cancellationToken,
            ("tenant", tenant), ("sequence", head.Sequence)) is [var hash] && hash == head.Hash;

    /// <summary>The last one, which counts what earlier ones of the same erasure took.</summary>
    private async Task<ChainBody?> ErasedAsync(ErasureReceipt receipt, long before, long after, CancellationToken cancellationToken) =>
        (await reader.QueryAsync("SELECT body FROM chain WHERE tenant = @tenant AND sequence > @before AND sequence <= @after ORDER BY sequence",
            row => JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(0), ChainJson.Default.ChainBody)!, cancellationToken, ("tenant", receipt.Tenant), ("before", before), ("after", after)))
        .LastOrDefault(body => body.Kind == ChainKinds.Erased && body.Subject == receipt.Subject);

    private static bool Same(IReadOnlyDictionary<string, long>? counts, IReadOnlyDictionary<string, long> covered) =>
        (counts ?? new Dictionary<string, long>()).Where(count => count.Value > 0).ToHashSet().SetEquals(covered);

    /// <summary>Of "sequence:hash"; before the first record there is none.</summary>
    private static (long Sequence, string Hash)? Head(string text) => text.Split(':') switch
    {
        [""] => (0, ""),
        [var number, var hash] when long.TryParse(number, CultureInfo.InvariantCulture, out var sequence) => (sequence, hash),
        _ => null,
    };
}
