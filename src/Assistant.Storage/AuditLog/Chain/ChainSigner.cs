using System.Data;
using System.Security.Cryptography;
using Assistant.Conversations;
using Assistant.Storage.Connections;
using Assistant.Storage.Keys;
using Assistant.Storage.Writing;
using Microsoft.Extensions.Logging;

namespace Assistant.Storage.AuditLog.Chain;

/// <summary>Signs the heads of the chains (ECDSA P-256 over SHA-256). The newest signed head is kept with the keys too: a log that was cut off, or put back from a backup, is shorter than that.</summary>
internal sealed partial class ChainSigner(GroupCommitWriter writer, StoreReader reader, KeyStore keys, TimeProvider time, ILogger<ChainSigner> logger)
{
    private static readonly Statement s_insert = new(
        "INSERT INTO chain_signatures (tenant, sequence, at, hash, signature) VALUES (@tenant, @sequence, @at, @hash, @signature) ON CONFLICT (tenant, sequence) DO NOTHING",
        ("tenant", DbType.String), ("sequence", DbType.Int64), ("at", DbType.Int64), ("hash", DbType.Binary), ("signature", DbType.Binary));

    /// <summary>Signs every head that has moved. A chain without the record that was signed last is not signed again: that would make good what was changed below it.</summary>
    public async Task SignAsync(CancellationToken cancellationToken)
    {
        var unsigned = await reader.QueryAsync(
            "SELECT h.tenant, h.sequence, h.hash FROM chain_heads h WHERE NOT EXISTS (SELECT 1 FROM chain_signatures s WHERE s.tenant = h.tenant AND s.sequence = h.sequence)",
            row => new ChainHead(row.GetString(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2)), cancellationToken);
        if (unsigned.Count == 0)
            return;
        using var signer = keys.NewSigner();
        foreach (var head in unsigned)
        {
            if (await IsContinuedAsync(head.Tenant, cancellationToken))
                await SignAsync(signer, head);
            else
                LogNotContinued(logger, head.Tenant);
        }
    }

    /// <inheritdoc cref="Audit.IRestoredLog.AcceptAsync"/>
    public async Task<bool> AcceptAsync(string tenant, string by, CancellationToken cancellationToken)
    {
        if (Kept(tenant) is not { } last || await IsContinuedAsync(tenant, cancellationToken))
            return false;
        await writer.WriteAsync(new ConversationKey(tenant, "chain", ""), session =>
        {
            session.Chain(ChainEntry.Of(tenant, new(ChainKinds.Restored, time.GetUtcNow().ToUnixTimeMilliseconds(), null, null, null, new Dictionary<string, long> { ["signed"] = last.Sequence }) { By = by }));
            return true;
        });
        keys.Ask(commands => commands.Execute("DELETE FROM signed_heads WHERE tenant = @a AND hash = @b", tenant, last.Hash));
        await SignAsync(cancellationToken);
        return true;
    }

    private ChainHead? Kept(string tenant) => keys.Read(commands => commands.First("SELECT tenant, sequence, hash FROM signed_heads WHERE tenant = @a", row => new ChainHead(row.GetString(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2)), tenant));

    /// <summary>False when the chain has lost the record that was signed last, and nobody has accepted that yet.</summary>
    public async Task<bool> IsContinuedAsync(string tenant, CancellationToken cancellationToken)
    {
        if (Kept(tenant) is not { } last)
            return true;
        var there = await reader.QueryAsync("SELECT hash FROM chain WHERE tenant = @tenant AND sequence = @sequence", row => row.GetFieldValue<byte[]>(0), cancellationToken, ("tenant", tenant), ("sequence", last.Sequence));
        return there is [var hash] && hash.AsSpan().SequenceEqual(last.Hash);
    }

    public async Task<ChainHead?> HeadAsync(string tenant, CancellationToken cancellationToken) =>
        (await reader.QueryAsync("SELECT tenant, sequence, hash FROM chain_heads WHERE tenant = @tenant",
            row => new ChainHead(row.GetString(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2)), cancellationToken, ("tenant", tenant))).FirstOrDefault();

    private async Task SignAsync(ECDsa signer, ChainHead head)
    {
        var at = time.GetUtcNow().ToUnixTimeMilliseconds();
        var signature = signer.SignData(ChainHash.Statement(head.Tenant, head.Sequence, head.Hash, at), HashAlgorithmName.SHA256);
        await writer.WriteAsync(new ConversationKey(head.Tenant, "chain", ""), session => session.Execute(s_insert, head.Tenant, head.Sequence, at, head.Hash, signature));
        keys.Ask(commands => commands.Execute(
            """
            INSERT INTO signed_heads (tenant, sequence, hash) VALUES (@a, @b, @c)
            ON CONFLICT (tenant) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash WHERE signed_heads.sequence < excluded.sequence
            """, head.Tenant, head.Sequence, head.Hash));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The log's chain of tenant {Tenant} has lost the record that was signed last: it was changed, or put back from an older backup. It is not signed; 'audit verify' says more")]
    private static partial void LogNotContinued(ILogger logger, string tenant);
}
