using System.Net;
using Microsoft.Extensions.AI;

namespace Assistant.Prompts;

/// <summary>Takes a rendered prompt apart into its messages. Tags count only where the template wrote them: values are escaped when they get here.</summary>
internal static class PromptMessages
{
    private const string Open = "<message role=\"";
    private const string Close = "</message>";

    /// <exception cref="FormatException">The template's tags are not in order, or it has no message.</exception>
    public static List<ChatMessage> Parse(string rendered)
    {
        var messages = new List<ChatMessage>(2);
        for (var at = 0; (at = rendered.IndexOf(Open, at, StringComparison.Ordinal)) >= 0;)
        {
            var roleEnd = rendered.IndexOf("\">", at + Open.Length, StringComparison.Ordinal);
            var end = roleEnd < 0 ? -1 : rendered.IndexOf(Close, roleEnd, StringComparison.Ordinal);
            if (end < 0)
                throw new FormatException("A message of the prompt is not closed.");
            var content = rendered[(roleEnd + 2)..end].Trim();
            messages.Add(new ChatMessage(Role(rendered[(at + Open.Length)..roleEnd]), content.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(content) : content));
            at = end + Close.Length;
        }
        return messages.Count > 0 ? messages : throw new FormatException("The prompt has no message.");
    }

    private static ChatRole Role(string role) => role switch
    {
        "system" => ChatRole.System,
        "user" => ChatRole.User,
        "assistant" => ChatRole.Assistant,
        _ => throw new FormatException($"The prompt has a message of the unknown role '{role}'."),
    };
}
