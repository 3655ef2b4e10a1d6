using Assistant.Conversations;

namespace Assistant.Channels.BotFramework.Cards;

/// <summary>Whose clients show Adaptive Cards with actions of their own.</summary>
internal static class CardClients
{
    public static bool Show(string channelId) => channelId is ChannelIds.Teams or ChannelIds.Emulator or ChannelIds.WebChat;
}
