using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assistant.Channels.Http;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine.Access;

/// <summary>Makes and reads tokens, which have the form of a JWT, so that Microsoft's clients find the user in them. Nothing is stored, so every replica with the key accepts them.</summary>
internal sealed class DirectLineTokens(SigningKey key, SiteSecret secret, IOptions<DirectLineOptions> options, TimeProvider time)
{
    private const string Purpose = "directline token";
    private const string Header = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.";
    private const int LongestToken = 4_096;
    private static readonly TimeSpan s_streamLifetime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_sessionLifetime = TimeSpan.FromDays(400);

    public int ExpiresIn => (int)options.Value.TokenLifetime.TotalSeconds;

    /// <param name="secretMark">Of the secret by which it was got; null for the first.</param>
    /// <exception cref="Refusal">400: there is too much to say in it.</exception>
    public string Write(TokenPurpose purpose, string? user, string? conversation, IReadOnlyList<string>? origins = null, string? secretMark = null)
    {
        var expires = (time.GetUtcNow() + Lifetime(purpose)).ToUnixTimeSeconds();
        var payload = JsonSerializer.SerializeToUtf8Bytes(new DirectLineToken(purpose, user, conversation, expires) { Origins = origins, SecretMark = secretMark ?? secret.Mark }, TokenJson.Default.DirectLineToken);
        var signed = Header + Base64Url.EncodeToString(payload);
        var token = $"{signed}.{Base64Url.EncodeToString(key.Sign(Purpose, Encoding.ASCII.GetBytes(signed)))}";
        return token.Length <= LongestToken ? token : throw Refusal.BadArgument($"user.id and trustedOrigins are too long together: a token has at most {LongestToken} characters. Name fewer origins.");
    }

    /// <summary>Null when the text is not a token of ours, or was changed.</summary>
    public DirectLineToken? Read(string text)
    {
        var end = text.LastIndexOf('.');
        if (text.Length > LongestToken || end <= Header.Length || !text.StartsWith(Header, StringComparison.Ordinal))
            return null;
        try
        {
            return CryptographicOperations.FixedTimeEquals(Base64Url.DecodeFromChars(text.AsSpan(end + 1)), key.Sign(Purpose, Encoding.ASCII.GetBytes(text[..end])))
                ? JsonSerializer.Deserialize(Base64Url.DecodeFromChars(text.AsSpan(Header.Length, end - Header.Length)), TokenJson.Default.DirectLineToken)
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
