using Assistant.Conversations;

namespace Assistant.Storage.Retention;

/// <summary>How long what is kept.</summary>
public sealed class RetentionOptions
{
    public const string SectionName = "Retention";

    /// <summary>This server's own, then those of Azure Bot Service and the developer's tools ("bot-directline": Azure's Direct Line).</summary>
    private static readonly string[] s_channels =
        [ChannelIds.DirectLine, ChannelIds.OpenAI, ChannelIds.Terminal, ChannelIds.Teams, ChannelIds.WebChat, "bot-directline", "directlinespeech", ChannelIds.Emulator, "email", "facebook", "line", "m365extensions", "outlook", "slack", "sms", "telegram", "twilio-sms"];

    /// <summary>None: everything is kept until it is deleted or its person is erased.</summary>
    public IList<RetentionRuleOptions> Rules { get; } = [];

    /// <summary>How often the rules are applied while the server runs.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Channels that rules may name besides those of this server and of Azure Bot Service: of a bot that calls this one, say.</summary>
    public IList<string> OtherChannels { get; } = [];

    /// <summary>The channels whose own rules take the place of a rule for all.</summary>
    internal IReadOnlySet<string> ExceptedFrom(RetentionRuleOptions rule) =>
        rule.Channel is not null ? new HashSet<string>() : Rules.Where(other => other.Kind == rule.Kind).Select(other => other.Channel).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>What stops the start, and what to do about it; null when everything is as it should be.</summary>
    internal string? Problem()
    {
        if (Every <= TimeSpan.Zero || Rules.Any(rule => rule.Keep <= TimeSpan.Zero))
            return "Retention: Every and each rule's Keep must be longer than zero, for example 7.00:00:00 for seven days.";
        var known = s_channels.Concat(OtherChannels).ToHashSet(StringComparer.Ordinal);
        return Rules.Select(rule => rule.Channel).OfType<string>().FirstOrDefault(channel => !known.Contains(channel)) is { } unknown
            ? $"Retention: '{unknown}' is no channel that is known here, so its rule would keep everything. Known are {string.Join(", ", s_channels)}; name others in Retention:OtherChannels."
            : null;
    }
}
