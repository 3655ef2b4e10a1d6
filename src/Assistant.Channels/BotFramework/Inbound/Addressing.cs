using System.Text.RegularExpressions;

namespace Assistant.Channels.BotFramework.Inbound;

/// <summary>Whether a message in a shared conversation is meant for us, and its text without our own name.</summary>
internal static partial class Addressing
{
    public static bool IsForUs(IncomingActivity activity) =>
        !activity.Conversation.IsShared || activity.Mentions.Any(mention => mention.MentionedId == activity.Recipient.Id) || NameTag(activity) is { } tag && activity.Text.Contains(tag, StringComparison.OrdinalIgnoreCase);

    /// <summary>The text as it is answered: our mention removed, others kept as their names.</summary>
    public static string TextOf(IncomingActivity activity)
    {
        var text = QuotedMessage.Without(activity.Text);
        foreach (var mention in activity.Mentions)
            if (mention is { Text.Length: > 0 } && mention.MentionedId == activity.Recipient.Id)
                text = text.Replace(mention.Text, " ", StringComparison.Ordinal);
        if (NameTag(activity) is { } tag)
            text = text.Replace(tag, " ", StringComparison.OrdinalIgnoreCase);
        return Others().Replace(text, "$1").Replace("&nbsp;", " ", StringComparison.Ordinal).Trim();
    }

    [GeneratedRegex(@"<at(?: [^<>]{0,200})?>([^<>]{0,200})</at>", RegexOptions.IgnoreCase)]
    private static partial Regex Others();

    private static string? NameTag(IncomingActivity activity) => activity.Recipient.Name is { Length: > 0 } name ? $"<at>{name}</at>" : null;
}
