using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine.Access;

/// <summary>Makes and reads tokens: base64url of their JSON, a dot, base64url of its HMAC. Nothing is stored, so every replica with the key accepts them.</summary>
internal sealed class DirectLineTokens(SigningKey key, IOptions<DirectLineOptions> options, TimeProvider time)
{
    private const string Purpose = "directline token";
    private const int LongestToken = 4_096;
    private static readonly TimeSpan s_streamLifetime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_sessionLifetime = TimeSpan.FromDays(400);

    public int ExpiresIn => (int)options.Value.TokenLifetime.TotalSeconds;

    public string Write(TokenPurpose purpose, string? user, string? conversation, IReadOnlyList<string>? origins = null, string? secretMark = null)
    {
        var expires = (time.GetUtcNow() + Lifetime(purpose)).ToUnixTimeSeconds();
        var payload = JsonSerializer.SerializeToUtf8Bytes(new DirectLineToken(purpose, user, conversation, expires) { Origins = origins, SecretMark = secretMark }, TokenJson.Default.DirectLineToken);
        return $"{Base64Url.EncodeToString(payload)}.{Base64Url.EncodeToString(key.Sign(Purpose, payload))}";
    }

    /// <summary>Null when the text is not a token of ours, or was changed.</summary>
    public DirectLineToken? Read(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (text.Length > LongestToken || dot <= 0)
            return null;
        try
        {
            var payload = Base64Url.DecodeFromChars(text.AsSpan(0, dot));
            return CryptographicOperations.FixedTimeEquals(Base64Url.DecodeFromChars(text.AsSpan(dot + 1)), key.Sign(Purpose, payload))
                ? JsonSerializer.Deserialize(payload, TokenJson.Default.DirectLineToken)
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public bool IsExpired(DirectLineToken token) => token.Expires <= time.GetUtcNow().ToUnixTimeSeconds();

    private TimeSpan Lifetime(TokenPurpose purpose) => purpose switch
    {
        TokenPurpose.Stream => s_streamLifetime,
        TokenPurpose.Files => options.Value.FileLinkLifetime,
        TokenPurpose.Session => s_sessionLifetime,
        _ => options.Value.TokenLifetime,
    };
}
