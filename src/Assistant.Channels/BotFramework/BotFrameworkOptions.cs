namespace Assistant.Channels.BotFramework;

/// <summary>The Bot Framework protocol at /api/messages. Without an <see cref="AppId"/> it runs in development mode: for callers on this machine only.</summary>
public sealed class BotFrameworkOptions
{
    public const string SectionName = "BotFramework";

    /// <summary>The app's registration; null for development mode. Refused at start as long as the channel's tokens cannot be checked here: better closed than open.</summary>
    public string? AppId { get; set; }

    /// <summary>
    /// Hosts that replies may be sent to: "https://smba.trafficmanager.net", "https://*.botframework.com", "http://emulator.intranet:3978"; https when no scheme is given.
    /// In development mode loopback addresses are allowed besides.
    /// </summary>
    public IList<string> AllowedServiceUrls { get; } = [];

    /// <summary>Hosts that attachments may be fetched from, written as above. Besides, in development mode, from the very host and port of the serviceUrl.</summary>
    public IList<string> AllowedAttachmentHosts { get; } = [];

    /// <summary>Networks ("10.20.0.0/16") that an allowed attachment host may lie in though they are not public.</summary>
    public IList<string> AllowedPrivateNetworks { get; } = [];

    /// <summary>Bytes of one posted activity, attachments as data URIs included.</summary>
    public long MaxActivityBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Characters of one message's text.</summary>
    public int MaxTextCharacters { get; set; } = 100_000;

    /// <summary>How long a request with deliveryMode expectReplies waits for its answer.</summary>
    public TimeSpan ExpectRepliesTimeout { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>One request to the connector, retries apart.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Fetching one attachment, redirects included.</summary>
    public TimeSpan FetchTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// A reply whose sending broke off, so that nobody knows whether it arrived, is sent again: it may then be seen twice.
    /// False: it is not, and may then be missing.
    /// </summary>
    public bool ResendWhenUnknown { get; set; } = true;

    internal bool IsDevelopment => string.IsNullOrWhiteSpace(AppId);

    internal string? Problem()
    {
        if (!IsDevelopment)
            return "BotFramework:AppId is set, but tokens of the Bot Connector cannot be checked yet. Remove it: without one, /api/messages serves clients on this machine only (development mode).";
        if (AllowedServiceUrls.Concat(AllowedAttachmentHosts).FirstOrDefault(entry => Access.HostPattern.TryParse(entry) is null) is { } entry)
            return $"BotFramework: '{entry}' is not a host; write for example https://smba.trafficmanager.net or https://*.botframework.com, without a path.";
        if (AllowedPrivateNetworks.FirstOrDefault(network => !System.Net.IPNetwork.TryParse(network, out _)) is { } network)
            return $"BotFramework:AllowedPrivateNetworks: '{network}' is not a network; write for example 10.20.0.0/16.";
        return MaxActivityBytes > 0 && MaxTextCharacters > 0 && ExpectRepliesTimeout > TimeSpan.Zero && SendTimeout > TimeSpan.Zero && FetchTimeout > TimeSpan.Zero
            ? null
            : "BotFramework: MaxActivityBytes, MaxTextCharacters and every timeout must be greater than zero.";
    }
}
