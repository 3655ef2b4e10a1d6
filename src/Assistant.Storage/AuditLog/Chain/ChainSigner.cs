using System.Data;
using System.Security.Cryptography;
using Assistant.Conversations;
using Assistant.Storage.Connections;
using Assistant.Storage.Keys;
using Assistant.Storage.Writing;

namespace Assistant.Storage.AuditLog.Chain;

/// <summary>Signs the heads of the chains (ECDSA P-256 over SHA-256). The newest signed head is kept with the keys too: a log that was cut off, or put back from a backup, is shorter than that.</summary>
internal sealed class ChainSigner(GroupCommitWriter writer, StoreReader reader, KeyStore keys, TimeProvider time)
{
    private static readonly Statement s_insert = new(
        "INSERT INTO chain_signatures (tenant, sequence, at, hash, signature) VALUES (@tenant, @sequence, @at, @hash, @signature) ON CONFLICT (tenant, sequence) DO NOTHING",
        ("tenant", DbType.String), ("sequence", DbType.Int64), ("at", DbType.Int64), ("hash", DbType.Binary), ("signature", DbType.Binary));

    /// <summary>Signs every head that has moved.</summary>
    public async Task SignAsync(CancellationToken cancellationToken)
    {
        var unsigned = await reader.QueryAsync(
            "SELECT h.tenant, h.sequence, h.hash FROM chain_heads h WHERE NOT EXISTS (SELECT 1 FROM chain_signatures s WHERE s.tenant = h.tenant AND s.sequence = h.sequence)",
            row => new ChainHead(row.GetString(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2)), cancellationToken);
        if (unsigned.Count == 0)
            return;
        using var signer = keys.NewSigner();
        foreach (var head in unsigned)
            await SignAsync(signer, head);
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
}
