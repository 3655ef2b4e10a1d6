namespace Assistant.Storage.AuditLog.Chain;

/// <summary>The last record of a tenant's chain.</summary>
internal sealed record ChainHead(string Tenant, long Sequence, byte[] Hash);
