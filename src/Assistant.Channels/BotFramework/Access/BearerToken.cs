using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Assistant.Channels.BotFramework.Access;

/// <summary>Takes a token out of the Authorization header, as strictly as it can be told without keys: one bearer token, of bounded length, three parts, signed by RSA with SHA-2, by a key that has a name.</summary>
internal static class BearerToken
{
    /// <summary>Characters; the channel's tokens have about 1,500.</summary>
    public const int Longest = 8_192;

    private const string Scheme = "Bearer ";

    public static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512];

    /// <summary>Headers by which a token would name its own key, or change how it is to be read.</summary>
    private static readonly string[] s_forbidden = ["jwk", "jku", "x5u", "x5c", "crit", "zip", "enc", "b64"];

    public static bool TryRead(StringValues header, out JsonWebToken token, out RefusalReason reason)
    {
        token = null!;
        if (header.Count != 1 || header[0] is not { } text || !text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || text.Length == Scheme.Length)
            return Refused(RefusalReason.NoToken, out reason);
        if (text.Length > Scheme.Length + Longest)
            return Refused(RefusalReason.TooLong, out reason);
        if (!HasThreeParts(text.AsSpan(Scheme.Length)))
            return Refused(RefusalReason.Malformed, out reason);
        try
        {
            token = new JsonWebToken(text[Scheme.Length..]);
            if (!Algorithms.Contains(token.Alg, StringComparer.Ordinal))
                return Refused(RefusalReason.WrongAlgorithm, out reason);
            var parsed = token;
            if (token.Kid is not { Length: > 0 and <= 256 } || token.Typ is not (null or "" or "JWT") || Array.Exists(s_forbidden, name => parsed.TryGetHeaderValue<object>(name, out _)))
                return Refused(RefusalReason.Malformed, out reason);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or SecurityTokenException or System.Text.Json.JsonException or InvalidOperationException)
        {
            return Refused(RefusalReason.Malformed, out reason);
        }
        reason = default;
        return true;
    }

    private static bool HasThreeParts(ReadOnlySpan<char> token)
    {
        var (parts, length) = (1, 0);
        foreach (var c in token)
        {
            if (c == '.')
            {
                if (length == 0)
                    return false;
                (parts, length) = (parts + 1, 0);
            }
            else if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            {
                length++;
            }
            else
            {
                return false;
            }
        }
        // A token that is not signed has an empty last part.
        return parts == 3 && length > 0;
    }

    private static bool Refused(RefusalReason why, out RefusalReason reason)
    {
        reason = why;
        return false;
    }
}
