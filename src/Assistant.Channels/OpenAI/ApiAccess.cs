using System.Security.Cryptography;
using System.Text;
using Assistant.Channels.Access;
using Assistant.Channels.DirectLine.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.OpenAI;

/// <summary>Who may call: whoever has the key; without a configured key, programs on this machine.</summary>
internal sealed class ApiAccess
{
    private readonly LocalCaller _local;
    private readonly byte[]? _hash;

    public ApiAccess(LocalCaller local, IOptions<OpenAIOptions> options)
    {
        _local = local;
        _hash = options.Value.Key() is { } key ? Hash(key) : null;
    }

    /// <exception cref="ApiError">401: it may not.</exception>
    public void Check(HttpContext context)
    {
        if (_hash is not null)
        {
            if (RequestAccess.BearerOf(context) is not { } key)
                throw new ApiError(401, "You didn't provide an API key. Send it as: Authorization: Bearer KEY.", "missing_api_key");
            if (!CryptographicOperations.FixedTimeEquals(_hash, Hash(key)))
                throw new ApiError(401, "Incorrect API key provided.", "invalid_api_key");
        }
        else if (_local.Doubt(context) is not null)
        {
            throw new ApiError(401, "Without a configured key only programs on this machine are served, with Content-Type: application/json. An operator can set OpenAI:ApiKey.", "missing_api_key");
        }
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
