namespace Assistant.Conversations;

/// <summary>Messages that are nothing but a wish to stop the running turn. A card's button is none, whatever it is called: it answers what was asked.</summary>
internal static class StopWords
{
    private static readonly HashSet<string> s_words = new(StringComparer.OrdinalIgnoreCase) { "stop", "cancel", "/stop", "停", "停止", "停下", "取消" };

    public static bool IsStop(InboundMessage message) =>
        message.Kind == InboundKind.Message && message.Attachments.Count == 0 && message.Value is null && message.Text.Length <= 12 && s_words.Contains(message.Text.Trim().TrimEnd('.', '!', '。', '！'));
}
