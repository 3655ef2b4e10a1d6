using System.Globalization;

namespace Assistant.Storage.Keys;

/// <summary>The key store's tables: few, and the same since the first version.</summary>
internal static class KeySchema
{
    /// <summary>Their definition in the words of a database.</summary>
    /// <param name="bytes">Its type of byte strings.</param>
    public static string Create(string bytes) => string.Create(CultureInfo.InvariantCulture, $"""
        CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS subject_keys (
            key_id BIGINT PRIMARY KEY, tenant TEXT NOT NULL, subject TEXT NOT NULL, pseudonym TEXT NOT NULL, wrapped {bytes} NOT NULL, created_at BIGINT NOT NULL, UNIQUE (tenant, subject));
        CREATE TABLE IF NOT EXISTS erasures (
            position BIGINT PRIMARY KEY, tenant TEXT NOT NULL, subject TEXT NOT NULL, pseudonym TEXT NOT NULL, key_id BIGINT NOT NULL, fingerprint TEXT NOT NULL, requested_at BIGINT NOT NULL, requested_by TEXT NOT NULL, receipt TEXT);
        CREATE TABLE IF NOT EXISTS signed_heads (tenant TEXT PRIMARY KEY, sequence BIGINT NOT NULL, hash {bytes} NOT NULL);
        """);
}
