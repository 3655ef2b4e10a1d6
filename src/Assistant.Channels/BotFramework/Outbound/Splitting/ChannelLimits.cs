using Assistant.Conversations;

namespace Assistant.Channels.BotFramework.Outbound.Splitting;

/// <summary>What a channel takes of one message. Ours lie below what its owner publishes, so that the line on what is sent again (<see cref="RepeatNote"/>) fits too.</summary>
/// <param name="Characters">Of the text.</param>
/// <param name="Bytes">Of the whole activity.</param>
/// <param name="IsUtf16">The channel counts its JSON as UTF-16; else as it is sent, in UTF-8.</param>
internal sealed record ChannelLimits(int Characters, int Bytes, bool IsUtf16 = false)
{
    /// <summary>
    /// The connector's own: it answers 413, "The request content length exceeded limit of 262144 bytes" (MessageSizeTooBig), as reported to Microsoft in github.com/microsoft/botframework-sdk, issue 6669.
    /// </summary>
    private const int ConnectorBytes = 262_144;

    public static ChannelLimits Of(string channelId) => channelId switch
    {
        // Microsoft, "Format your bot messages" (learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages): about 100 KB, the whole payload as UTF-16, at most 80 KB to be sure, more is 413;
        // 40 KB until 2025, and 413 was still reported below 80 KB that year (learn.microsoft.com/answers/questions/5566078): the older limit holds for both. The characters are ours: a message that people read.
        ChannelIds.Teams => new(10_000, 40 * 1024, IsUtf16: true),
        // No limit of their own is published: the connector's.
        ChannelIds.Emulator or ChannelIds.WebChat or ChannelIds.DirectLine => new(100_000, ConnectorBytes),
        // Messenger's Send API: 2,000 characters.
        "facebook" => new(1_500, ConnectorBytes),
        // Twilio: 1,600 characters (twilio.com/docs/api/errors/21617), characters outside GSM's count as more.
        "sms" or "twilio-sms" => new(1_500, ConnectorBytes),
        // Slack asks for 4,000 at most, Telegram refuses more than 4,096.
        _ => new(4_000, ConnectorBytes),
    };
}
