namespace Assistant.Conversations;

/// <summary>Names of channels that something here depends on. Others pass through as they are called.</summary>
public static class ChannelIds
{
    public const string Teams = "msteams";

    /// <summary>Microsoft's Web Chat, through the Bot Framework.</summary>
    public const string WebChat = "webchat";

    /// <summary>Bot Framework Emulator and Agents Playground.</summary>
    public const string Emulator = "emulator";

    /// <summary>Our page, and whatever else speaks Direct Line with this server.</summary>
    public const string DirectLine = "directline";

    /// <summary>/v1: programs, which are not one person.</summary>
    public const string OpenAI = "openai";

    public const string Terminal = "terminal";

    /// <summary>Of no conversation: what the server asks itself whether it is well.</summary>
    public const string Health = "health";
}
