using Assistant.Conversations;

namespace Assistant.Storage.Inbox;

/// <summary>What a conversation is called until somebody names it: its first message, else the names of that message's files.</summary>
internal static class ConversationTitle
{
    private const int Longest = 80;

    public static string Of(string text, IReadOnlyList<InboundAttachment> attachments)
    {
        var line = (text.Length > 0 ? text : string.Join(", ", attachments.Select(attachment => attachment.Name))).AsSpan().Trim().ToString().ReplaceLineEndings(" ");
        return line.Length <= Longest ? line : string.Concat(line.AsSpan(0, Longest - 1).TrimEnd(), "…");
    }
}
