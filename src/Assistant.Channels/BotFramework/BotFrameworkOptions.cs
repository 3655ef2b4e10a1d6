using Assistant.Channels.Activities;
using Assistant.Channels.BotFramework.Feedback;
using Assistant.Conversations;

namespace Assistant.Channels.BotFramework;

/// <summary>
/// The Bot Framework protocol at /api/messages. Without an <see cref="BotAppOptions.AppId"/> it runs in development mode: for callers on this machine only.
/// Several registrations in one server: the others stand in <see cref="Apps"/>, each with the settings above those of the whole surface.
/// </summary>
public sealed class BotFrameworkOptions : BotAppOptions
{
    public const string SectionName = "BotFramework";

    /// <summary>Further app registrations: `BotFramework:Apps:0:AppId`, `BotFramework:Apps:0:AppPassword`, ... Each has conversations of its own.</summary>
    public IList<BotAppOptions> Apps { get; } = [];

    /// <summary>
    /// The AppId of the registration whose conversations are this installation's own, tenant "default"; the others' are of tenants "app-ID". Needed where there are several, so that one which is added
    /// does not take over what people said to another; null where there is one.
    /// </summary>
    public string? DefaultApp { get; set; }

    /// <summary>
    /// Hosts that replies may be sent to: "https://smba.trafficmanager.net", "https://*.botframework.com", "http://emulator.intranet:3978"; https when no scheme is given.
    /// Empty: with an app registration its cloud's own hosts, in development mode none. In development mode loopback addresses are allowed besides.
    /// </summary>
    public IList<string> AllowedServiceUrls { get; } = [];

    /// <summary>
    /// Hosts that attachments may be fetched from, written as above. Empty: with an app registration its cloud's SharePoint.
    /// Besides: with an app registration the hosts that replies may be sent to; in development mode the very host and port of the serviceUrl.
    /// </summary>
    public IList<string> AllowedAttachmentHosts { get; } = [];

    /// <summary>Networks ("10.20.0.0/16") that an allowed host may lie in though they are not public.</summary>
    public IList<string> AllowedPrivateNetworks { get; } = [];

    /// <summary>Bytes of one posted activity, attachments as data URIs included.</summary>
    public long MaxActivityBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Characters of one message's text.</summary>
    public int MaxTextCharacters { get; set; } = 100_000;

    /// <summary>How long a posted activity may take to arrive whole.</summary>
    public TimeSpan ReceiveTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a request with deliveryMode expectReplies or stream waits for its answer.</summary>
    public TimeSpan ExpectRepliesTimeout { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>One request to the connector, retries apart.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Fetching one attachment, redirects included.</summary>
    public TimeSpan FetchTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How far the clocks of a token's issuer and of this machine may lie apart; an hour at most.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often the keys that tokens are signed with are read anew, in the background.</summary>
    public TimeSpan KeyRefresh { get; set; } = TimeSpan.FromHours(6);

    /// <summary>In Teams' one-to-one chats the answer is shown while it is written; false: typing, then the answer.</summary>
    public bool Streaming { get; set; } = true;

    /// <summary>
    /// How long a turn works, where the answer is not shown while it is written, before a message tells what is being done and how far it is; that message is changed while the turn goes on, and taken back before the answer.
    /// Zero: none is shown, typing only.
    /// </summary>
    public TimeSpan ProgressAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Channels where such a message is shown: their connectors must let a bot change and delete what it has sent. Empty: "msteams".</summary>
    public IList<string> ProgressChannels { get; } = [];

    /// <summary>
    /// The thumbs below an answer in Teams: Custom (with a form of ours, in the person's language), Default (with Teams' own form) or Off. What comes is kept in the log.
    /// </summary>
    public FeedbackButtons Feedback { get; set; } = FeedbackButtons.Custom;

    /// <summary>A sensitivity label on each answer in Teams, such as "Confidential"; empty for none.</summary>
    public string? SensitivityLabel { get; set; }

    /// <summary>What that label means, as Teams shows it when it is pointed at.</summary>
    public string? SensitivityDescription { get; set; }

    /// <summary>How long the dialog of "Ask Assistant" in Teams waits for an answer, which then goes to the personal chat; Teams itself gives up after five seconds.</summary>
    public TimeSpan AskWaits { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>How long a file that was offered in Teams may be accepted.</summary>
    public TimeSpan FileOfferLasts { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// A message whose sending broke off, by the channel or by a crash of ours, so that nobody knows whether it arrived, is sent again with a line that says so: it may then be seen twice.
    /// False: it is not, and may then be missing. Both are counted (assistant.botframework.unknown_sends).
    /// </summary>
    public bool ResendWhenUnknown { get; set; } = true;

    /// <summary>
    /// Azure's Direct Line and Web Chat channels have enhanced authentication switched on: a person whose id begins with "dl_" was named by a signed token, and is one person in all their conversations.
    /// False: on these two channels the browser may name anybody, and everybody is a person of their own in each conversation.
    /// </summary>
    public bool EnhancedAuthentication { get; set; }

    internal UsageEntity? Sensitivity => string.IsNullOrWhiteSpace(SensitivityLabel) ? null : new(SensitivityLabel.Trim(), string.IsNullOrWhiteSpace(SensitivityDescription) ? null : SensitivityDescription.Trim());

    internal bool ShowsProgress(string channelId) => ProgressAfter > TimeSpan.Zero && (ProgressChannels.Count == 0 ? channelId == ChannelIds.Teams : ProgressChannels.Contains(channelId));

    internal bool IsDevelopment => string.IsNullOrWhiteSpace(AppId) && Apps.Count == 0;

    /// <summary>What stops the start, and what to do about it; null when everything is as it should be.</summary>
    internal string? Problem()
    {
        if (BotAppCheck.Problem(this) is { } problem)
            return problem;
        if (AllowedServiceUrls.Concat(AllowedAttachmentHosts).FirstOrDefault(entry => Access.HostPattern.TryParse(entry) is null) is { } entry)
            return $"BotFramework: '{entry}' is not a host; write for example https://smba.trafficmanager.net or https://*.botframework.com, without a path.";
        if (AllowedPrivateNetworks.FirstOrDefault(network => !System.Net.IPNetwork.TryParse(network, out _)) is { } network)
            return $"BotFramework:AllowedPrivateNetworks: '{network}' is not a network; write for example 10.20.0.0/16.";
        if (ClockSkew < TimeSpan.Zero || ClockSkew > TimeSpan.FromHours(1) || KeyRefresh < TimeSpan.FromMinutes(1))
            return "BotFramework: ClockSkew must be between zero and an hour, KeyRefresh at least a minute.";
        if (ProgressAfter < TimeSpan.Zero)
            return "BotFramework:ProgressAfter must not be negative; zero switches it off.";
        return MaxActivityBytes > 0 && MaxTextCharacters > 0 && ReceiveTimeout > TimeSpan.Zero && ExpectRepliesTimeout > TimeSpan.Zero && SendTimeout > TimeSpan.Zero && FetchTimeout > TimeSpan.Zero && FileOfferLasts > TimeSpan.Zero && AskWaits > TimeSpan.Zero
            ? null
            : "BotFramework: MaxActivityBytes, MaxTextCharacters, FileOfferLasts, AskWaits and every timeout must be greater than zero.";
    }
}
