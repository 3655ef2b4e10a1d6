using System.Text.Json;
using static Assistant.Channels.BotFramework.Inbound.ActivityFields;

namespace Assistant.Channels.BotFramework.Inbound;

/// <summary>
/// A message that somebody forwards in Teams: an attachment whose content is JSON, mostly within a string, <c>{"originalMessageContent":"&lt;p&gt;…","originalMessageId":…}</c>. Others' words: a file, and never the person's own.
/// </summary>
internal static class ForwardedMessage
{
    public const string Name = "forwarded message.html";

    public static bool Is(string contentType) => contentType.Equals("forwardedMessageReference", StringComparison.OrdinalIgnoreCase);

    /// <summary>HTML; null when it has none.</summary>
    public static string? ContentOf(JsonElement attachment)
    {
        if (!attachment.TryGetProperty("content", out var content))
            return null;
        if (content.ValueKind != JsonValueKind.String)
            return TextOf(content);
        try
        {
            using var parsed = JsonDocument.Parse(content.GetString()!);
            return TextOf(parsed.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? TextOf(JsonElement content) => content.ValueKind == JsonValueKind.Object && TextIn(content, "originalMessageContent") is { } html && !string.IsNullOrWhiteSpace(html) ? html : null;
}
