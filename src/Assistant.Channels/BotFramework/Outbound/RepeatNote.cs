namespace Assistant.Channels.BotFramework.Outbound;

/// <summary>The line on a message that is sent again and that may have arrived before.</summary>
internal static class RepeatNote
{
    private const string English = "Sent again, as it is not certain that it arrived before.";
    private const string Chinese = "再次发送：无法确定之前是否已送达。";

    /// <summary>Above the message's text, in italics where that is Markdown. It also stands above a card.</summary>
    /// <param name="language">The answer's: "en" or "zh".</param>
    public static OutgoingActivity On(OutgoingActivity message, string? language)
    {
        var note = language == "zh" ? Chinese : English;
        var line = message.TextFormat == "plain" ? note : $"*{note}*";
        return message with { Text = message.Text is null ? line : $"{line}\n\n{message.Text}", TextFormat = message.TextFormat ?? "markdown" };
    }
}
