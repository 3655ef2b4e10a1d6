using System.Data.Common;
using System.Security.Cryptography;

namespace Assistant.Storage.AuditLog.Chain;

/// <summary>A signed head, as it is stored.</summary>
internal sealed record ChainSignature(long Sequence, long At, byte[] Hash, byte[] Bytes)
{
    public const string Columns = "sequence, at, hash, signature";

    public static ChainSignature Read(DbDataReader row) => new(row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2), row.GetFieldValue<byte[]>(3));

    /// <param name="hash">Of the record as it is now.</param>
    public bool Holds(ECDsa signer, string tenant, byte[] hash) =>
        Hash.AsSpan().SequenceEqual(hash) && signer.VerifyData(ChainHash.Statement(tenant, Sequence, hash, At), Bytes, HashAlgorithmName.SHA256);
}
