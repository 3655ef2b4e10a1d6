namespace Assistant.Channels.OpenAI;

/// <summary>The OpenAI-compatible API at /v1.</summary>
public sealed class OpenAIOptions
{
    public const string SectionName = "OpenAI";

    private const int ShortestKey = 16;

    /// <summary>The key that callers send as bearer token, at least 16 characters. Without one, programs on this machine are served, nobody else.</summary>
    public string? ApiKey { get; set; }

    /// <summary>A file that holds the key, instead of <see cref="ApiKey"/>.</summary>
    public string? ApiKeyFile { get; set; }

    /// <summary>Bytes of one request, pictures and recordings in base64 included.</summary>
    public long MaxRequestBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How long a request may take to arrive whole.</summary>
    public TimeSpan ReceiveTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a recording may take to arrive whole.</summary>
    public TimeSpan UploadTimeout { get; set; } = TimeSpan.FromMinutes(30);

    public int MaxMessages { get; set; } = 1_000;

    /// <summary>Characters of all texts of one request.</summary>
    public int MaxTextCharacters { get; set; } = 1_000_000;

    /// <summary>Texts of one request for embeddings.</summary>
    public int MaxEmbeddingInputs { get; set; } = 2_048;

    /// <summary>Recordings that are written down at once; more are told to come again.</summary>
    public int MaxTranscriptions { get; set; } = 4;

    /// <summary>From the settings or the file; null where none is configured.</summary>
    internal string? Key() => ApiKey is { Length: > 0 } key ? key : ApiKeyFile is { Length: > 0 } file ? File.ReadAllText(file).Trim() : null;

    internal string? Problem()
    {
        if (ApiKey is { Length: > 0 and < ShortestKey })
            return $"OpenAI:ApiKey must have at least {ShortestKey} characters, for example the output of `openssl rand -base64 32`.";
        if (ApiKey is { Length: > 0 } && ApiKeyFile is { Length: > 0 })
            return "OpenAI:ApiKey and OpenAI:ApiKeyFile are both set; keep one.";
        if (ApiKeyFile is { Length: > 0 } file && !File.Exists(file))
            return $"OpenAI:ApiKeyFile '{file}' does not exist or may not be read; it must be a file that holds the key.";
        if (Key() is { Length: < ShortestKey })
            return $"OpenAI:ApiKeyFile must hold a key of at least {ShortestKey} characters, for example the output of `openssl rand -base64 32`.";
        if (ReceiveTimeout <= TimeSpan.Zero || UploadTimeout <= TimeSpan.Zero)
            return "OpenAI: ReceiveTimeout and UploadTimeout must be greater than zero.";
        return MaxRequestBytes > 0 && MaxMessages > 0 && MaxTextCharacters > 0 && MaxEmbeddingInputs > 0 && MaxTranscriptions > 0
            ? null
            : "OpenAI: MaxRequestBytes, MaxMessages, MaxTextCharacters, MaxEmbeddingInputs and MaxTranscriptions must be greater than zero.";
    }
}
