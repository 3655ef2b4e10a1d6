using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assistant.Privacy;

/// <summary>The proof of an erasure: without the person's name, signed with the installation's key, for whoever asked for it and for the auditor.</summary>
/// <param name="Subject">The pseudonym under which the log's chain knows the person; nothing leads from it to the person any more.</param>
/// <param name="Covered">What was removed, by kind.</param>
/// <param name="KeyFingerprint">The first 16 bytes of SHA-256 over the destroyed key, hex; empty when the person had none.</param>
/// <param name="ChainBefore">The chain's head before, "sequence:hash", and after; the erasure's own record lies between.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo of the ECDSA P-256 key, base64.</param>
/// <param name="Signature">ECDSA over SHA-256 of this receipt's JSON with an empty signature (IEEE P1363), base64.</param>
public sealed record ErasureReceipt(
    int Format, string Tenant, string Subject, DateTimeOffset RequestedAt, DateTimeOffset ErasedAt, string RequestedBy, IReadOnlyDictionary<string, long> Covered, string KeyFingerprint,
    string ChainBefore, string ChainAfter, string Program, string PublicKey, string Signature)
{
    public const int CurrentFormat = 1;

    public ErasureReceipt Sign(ECDsa signer)
    {
        var named = this with { PublicKey = Convert.ToBase64String(signer.ExportSubjectPublicKeyInfo()), Signature = "" };
        return named with { Signature = Convert.ToBase64String(signer.SignData(named.ToJson(), HashAlgorithmName.SHA256)) };
    }

    /// <summary>Whether every word of it is as it was signed. Who signed it is <see cref="PublicKey"/>'s to say.</summary>
    public bool IsAuthentic()
    {
        try
        {
            using var signer = ECDsa.Create();
            signer.ImportSubjectPublicKeyInfo(Convert.FromBase64String(PublicKey), out _);
            return signer.VerifyData((this with { Signature = "" }).ToJson(), Convert.FromBase64String(Signature), HashAlgorithmName.SHA256);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return false;
        }
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ReceiptJson.Default.ErasureReceipt);

    /// <summary>Null when it is not the JSON of a receipt.</summary>
    public static ErasureReceipt? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ReceiptJson.Default.ErasureReceipt);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ErasureReceipt))]
internal sealed partial class ReceiptJson : JsonSerializerContext;
