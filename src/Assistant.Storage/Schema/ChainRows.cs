namespace Assistant.Storage.Schema;

/// <summary>A record of a tenant's chain: what was written to the log when, by hashes and pseudonyms. Only ever added.</summary>
internal sealed class ChainRow
{
    public required string Tenant { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public long Sequence { get; init; }

    /// <summary>UTF-8 JSON (<see cref="AuditLog.Chain.ChainBody"/>).</summary>
    public required byte[] Body { get; init; }

    /// <summary>Over the record before and this body (<see cref="AuditLog.Chain.ChainHash"/>).</summary>
    public required byte[] Hash { get; init; }
}

/// <summary>The last record of a tenant's chain; its lock orders those who append.</summary>
internal sealed class ChainHeadRow
{
    public required string Tenant { get; init; }
    public long Sequence { get; init; }
    public required byte[] Hash { get; init; }
}

/// <summary>That a record was the head of its chain at a time, signed with the installation's key (ECDSA P-256).</summary>
internal sealed class ChainSignatureRow
{
    public required string Tenant { get; init; }
    public long Sequence { get; init; }
    public long At { get; init; }
    public required byte[] Hash { get; init; }
    public required byte[] Signature { get; init; }
}

/// <summary>What is true of the whole database: the key store that it was written with.</summary>
internal sealed class InstallationRow
{
    public required string Name { get; init; }
    public required string Value { get; init; }
}
