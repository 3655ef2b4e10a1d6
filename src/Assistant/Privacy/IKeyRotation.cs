namespace Assistant.Privacy;

/// <summary>The master key, as an operator sees it.</summary>
public interface IKeyRotation
{
    /// <summary>Names the master key in force.</summary>
    string MasterKeyId { get; }

    /// <summary>SubjectPublicKeyInfo of the key that signs the log and receipts, base64.</summary>
    string SigningPublicKey { get; }

    /// <summary>Wraps every key anew; no data is touched.</summary>
    /// <param name="newKey">32 bytes as base64; null to make one, where the old one lies in a file of ours.</param>
    /// <returns>The new key's id.</returns>
    string Rotate(string? newKey);
}
