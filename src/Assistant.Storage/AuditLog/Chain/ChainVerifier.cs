using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.Connections;
using Assistant.Storage.Keys;

namespace Assistant.Storage.AuditLog.Chain;

/// <summary>
/// Reads the chains from their beginning, and the log's rows against them: changed, reordered, removed and inserted ones are found, in the chain and in the rows.
/// The server may go on beside it.
/// </summary>
internal sealed class ChainVerifier(StoreReader reader, KeyStore keys) : IChainVerifier
{
    private const int MostProblems = 20;

    public async Task<IReadOnlyList<ChainReport>> VerifyAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        // A tenant whose whole chain was removed is still known by the keys, and by its rows.
        var signed = keys.Read(commands => commands.Query("SELECT tenant, sequence, hash FROM signed_heads", row => new ChainHead(row.GetString(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2))));
        var tenants = await reader.QueryAsync("SELECT tenant FROM chain_heads UNION SELECT tenant FROM activities", row => row.GetString(0), cancellationToken);
        var reports = new List<ChainReport>();
        foreach (var tenant in tenants.Union(signed.Select(head => head.Tenant)).Order(StringComparer.Ordinal))
            reports.Add(await VerifyAsync(tenant, signed.Find(head => head.Tenant == tenant), progress, cancellationToken));
        return reports;
    }

    private async Task<ChainReport> VerifyAsync(string tenant, ChainHead? signed, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var signatures = (await reader.QueryAsync($"SELECT {ChainSignature.Columns} FROM chain_signatures WHERE tenant = @tenant", ChainSignature.Read, cancellationToken, ("tenant", tenant)))
            .ToDictionary(signature => signature.Sequence);
        using var signer = keys.NewSigner();
        var walk = new ChainWalk(reader, tenant, signer, signatures, signed);
        await walk.ContinueAsync(progress, cancellationToken);
        var names = Pseudonyms(tenant);
        var last = walk.Sequence;
        var rows = new RowComparison(walk.Expectation.Rows(names.Values.ToHashSet()), conversation => PseudonymOf(conversation, names));
        foreach (var table in ChainedTable.All)
            await reader.ForEachAsync(table.Select, row => rows.Add(StoredRow.Read(table, row)), cancellationToken, ("tenant", tenant));
        // What was written while the rows were read is in neither or in both.
        await walk.ContinueAsync(progress, cancellationToken);
        if (walk.Problem is { } problem)
            return new(tenant, walk.Sequence, 0, walk.SignedTo, [problem]);

        var problems = new List<ChainProblem>();
        await CheckEndAsync(walk, tenant, signed, signatures, problems, cancellationToken);
        names = Pseudonyms(tenant);
        problems.AddRange(rows.Problems(walk.Expectation.Rows(names.Values.ToHashSet()), last, walk.Expectation.WasMeanwhile).Take(MostProblems));
        return new(tenant, walk.Sequence, rows.Count, walk.SignedTo, problems);
    }

    private async Task CheckEndAsync(ChainWalk walk, string tenant, ChainHead? signed, Dictionary<long, ChainSignature> signatures, List<ChainProblem> problems, CancellationToken cancellationToken)
    {
        var heads = await reader.QueryAsync(
            "SELECT h.sequence, h.hash, c.hash FROM chain_heads h LEFT JOIN chain c ON c.tenant = h.tenant AND c.sequence = h.sequence WHERE h.tenant = @tenant",
            row => (Sequence: row.GetInt64(0), Hash: row.GetFieldValue<byte[]>(1), Record: row.IsDBNull(2) ? null : row.GetFieldValue<byte[]>(2)), cancellationToken, ("tenant", tenant));
        var last = Math.Max(signed?.Sequence ?? 0, signatures.Keys.DefaultIfEmpty(0).Max());
        if (last > walk.Sequence)
            problems.Add(new(walk.Sequence + 1, $"The chain ends at record {walk.Sequence}, but record {last} was appended: the end was cut off, or the log was put back from an older backup."));
        else if (heads is not [{ Record: { } record } head] || !head.Hash.AsSpan().SequenceEqual(record))
            problems.Add(new(walk.Sequence, "The head of the chain is not its last record: the end was cut off, or the head was changed."));
    }

    /// <summary>Null also of what is no conversation's key, as only somebody else can have written it.</summary>
    private static string? PseudonymOf(string conversation, Dictionary<string, string> names) =>
        conversation.Count(c => c == '/') == 2 ? names.GetValueOrDefault(ContentOwner.Of(ConversationKey.Parse(conversation)).SubjectId) : null;

    /// <summary>Under which pseudonyms the chain knows conversations, and persons.</summary>
    private Dictionary<string, string> Pseudonyms(string tenant) => keys.Read(commands => commands.Query("SELECT subject, pseudonym FROM subject_keys WHERE tenant = @a",
        row => (Subject: row.GetString(0), Pseudonym: row.GetString(1)), tenant)).ToDictionary(key => key.Subject, key => key.Pseudonym);
}
