using System.Security.Cryptography;
using System.Text.Json;
using Assistant.Audit;
using Assistant.Storage.Connections;

namespace Assistant.Storage.AuditLog.Chain;

/// <summary>Goes along one tenant's chain from its beginning, as far as it holds; may go on later, when more was appended.</summary>
/// <param name="kept">The signed head that is kept with the keys: whoever writes the chain anew cannot change it. Null when none was signed.</param>
internal sealed class ChainWalk(StoreReader reader, string tenant, ECDsa signer, Dictionary<long, ChainSignature> signatures, ChainHead? kept)
{
    private const int Page = 5_000;

    public ChainExpectation Expectation { get; } = new();

    /// <summary>The last record that was found good, 0 before the first.</summary>
    public long Sequence { get; private set; }

    public byte[] Hash { get; private set; } = ChainHash.Beginning(tenant);

    /// <summary>The last record under a good signature.</summary>
    public long SignedTo { get; private set; }

    /// <summary>The first record that is not good.</summary>
    public ChainProblem? Problem { get; private set; }

    public async Task ContinueAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        while (Problem is null)
        {
            var page = await reader.QueryAsync("SELECT sequence, body, hash FROM chain WHERE tenant = @tenant AND sequence > @after ORDER BY sequence LIMIT @limit",
                row => (Sequence: row.GetInt64(0), Body: row.GetFieldValue<byte[]>(1), Hash: row.GetFieldValue<byte[]>(2)), cancellationToken, ("tenant", tenant), ("after", Sequence), ("limit", Page));
            foreach (var (sequence, body, hash) in page)
            {
                Problem = Check(sequence, body, hash);
                if (Problem is not null)
                    return;
                (Sequence, Hash) = (sequence, hash);
                if (signatures.ContainsKey(sequence))
                    SignedTo = sequence;
                Expectation.Add(sequence, JsonSerializer.Deserialize(body, ChainJson.Default.ChainBody)!);
            }
            progress?.Report(Sequence);
            if (page.Count < Page)
                return;
        }
    }

    private ChainProblem? Check(long sequence, byte[] body, byte[] hash)
    {
        if (sequence != Sequence + 1)
            return new(Sequence + 1, $"Record {Sequence + 1} is missing: {sequence} follows {Sequence}.");
        if (!ChainHash.Next(Hash, body).AsSpan().SequenceEqual(hash))
            return new(sequence, $"Record {sequence} is not what was appended after record {Sequence}: changed, moved or inserted.");
        if (kept?.Sequence == sequence && !kept.Hash.AsSpan().SequenceEqual(hash))
            return new(sequence, $"Record {sequence} is not the one whose signature is kept with the keys: the chain up to it was written anew, or was put back from an older backup and went on from there.");
        if (!signatures.TryGetValue(sequence, out var signature))
            return kept?.Sequence == sequence ? new(sequence, $"The signature over record {sequence}, which the keys know of, was removed.") : null;
        return signature.Holds(signer, tenant, hash)
            ? null
            : new(sequence, $"The signature over record {sequence} does not hold: the chain up to it was written anew, or with another signing key.");
    }
}
