namespace Assistant.Channels.DirectLine;

/// <summary>Who may talk over Direct Line, and how much at once.</summary>
public sealed class DirectLineOptions
{
    public const string SectionName = "DirectLine";

    /// <summary>The site's access key. Needed to listen on anything but loopback; without one, loopback callers get tokens and conversations freely. At least 16 characters.</summary>
    public string? Secret { get; set; }

    /// <summary>A file that holds the secret, instead of <see cref="Secret"/>.</summary>
    public string? SecretFile { get; set; }

    /// <summary>
    /// A second access key besides the first, for programs that get tokens: with it they change from one to the other without a pause. People sign in with the first.
    /// A token ends with the secret by which it was got. At least 16 characters.
    /// </summary>
    public string? SecondSecret { get; set; }

    /// <summary>A file that holds the second secret, instead of <see cref="SecondSecret"/>.</summary>
    public string? SecondSecretFile { get; set; }

    /// <summary>What tokens are signed with, at least 32 characters; replicas share it. Default: a key file made in <see cref="KeyDirectory"/>.</summary>
    public string? SigningKey { get; set; }

    /// <summary>A file that holds the signing key, instead of <see cref="SigningKey"/>.</summary>
    public string? SigningKeyFile { get; set; }

    /// <summary>Folder of the key file that is made when no signing key is configured; default: keys/ under Data:Directory.</summary>
    public string? KeyDirectory { get; set; }

    /// <summary>How long a token can be used; clients renew theirs before.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long an address of an attachment, as it stands in an activity, can be opened.</summary>
    public TimeSpan FileLinkLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Within this time after its start a conversation may stay without a first message.</summary>
    public TimeSpan UnusedConversation { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Other web pages ("https://intranet.example") that may call Direct Line from a browser; the server's own always may. A token with trustedOrigins is good on those pages instead.</summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>Characters of one message's text.</summary>
    public int MaxTextCharacters { get; set; } = 100_000;

    /// <summary>Bytes of one posted activity, attachments as data URIs included.</summary>
    public long MaxActivityBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Bytes of one upload, all files together; a recording alone may have Perception:MaxRecordingBytes.</summary>
    public long MaxUploadBytes { get; set; } = 1280L * 1024 * 1024;

    /// <summary>Messages that one person, or one conversation where its token names nobody, may post in a minute, a quarter of them at once; then 429 with Retry-After. 0: as many as there is room for.</summary>
    public int MaxMessagesPerMinute { get; set; } = 240;

    /// <summary>How long a posted activity may take to arrive whole.</summary>
    public TimeSpan ReceiveTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long an upload may take to arrive whole.</summary>
    public TimeSpan UploadTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Uploads that may be on their way at once in this process.</summary>
    public int MaxUploads { get; set; } = 64;

    /// <summary>Of them, those of one person, or of one conversation where its token names nobody.</summary>
    public int MaxUploadsPerUser { get; set; } = 4;

    /// <summary>Sockets that may be open at once in this process.</summary>
    public int MaxStreams { get; set; } = 20_000;

    /// <summary>Of them, those of one person, or of one conversation where its token names nobody: each open page has one.</summary>
    public int MaxStreamsPerUser { get; set; } = 64;

    /// <summary>A socket that does not take what is sent for this long is closed; its client comes back with its watermark.</summary>
    public TimeSpan SlowClient { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The key does not come from this machine alone.</summary>
    public bool IsKeyShared => SigningKey is { Length: > 0 } || SigningKeyFile is { Length: > 0 };

    internal string? Problem()
    {
        if (Secret is { Length: > 0 and < 16 } || SecondSecret is { Length: > 0 and < 16 })
            return "DirectLine:Secret and SecondSecret must have at least 16 characters, for example the output of `openssl rand -base64 32`.";
        if ((Secret, SecretFile) is (null or "", null or "") && (SecondSecret, SecondSecretFile) is not (null or "", null or ""))
            return "DirectLine:SecondSecret needs DirectLine:Secret: it stands beside the first while that is changed.";
        if (SigningKey is { Length: > 0 and < 32 })
            return "DirectLine:SigningKey must have at least 32 characters, for example the output of `openssl rand -base64 48`.";
        if (TokenLifetime < TimeSpan.FromMinutes(1) || FileLinkLifetime < TimeSpan.FromMinutes(1) || UnusedConversation < TimeSpan.FromMinutes(1))
            return "DirectLine: TokenLifetime, FileLinkLifetime and UnusedConversation must be at least one minute.";
        if (ReceiveTimeout <= TimeSpan.Zero || UploadTimeout <= TimeSpan.Zero || MaxUploads <= 0 || MaxUploadsPerUser <= 0 || MaxStreamsPerUser <= 0)
            return "DirectLine: ReceiveTimeout, UploadTimeout, MaxUploads, MaxUploadsPerUser and MaxStreamsPerUser must be greater than zero.";
        return MaxTextCharacters > 0 && MaxMessagesPerMinute >= 0 && MaxActivityBytes > 0 && MaxUploadBytes > 0 && MaxStreams > 0 && SlowClient > TimeSpan.Zero
            ? null
            : "DirectLine: MaxTextCharacters, MaxActivityBytes, MaxUploadBytes, MaxStreams and SlowClient must be greater than zero, MaxMessagesPerMinute not negative.";
    }
}
