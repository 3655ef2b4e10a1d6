using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Inbound;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Conversations;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.BotFramework.Extensions;

/// <summary>Where an answer goes for which a dialog has not waited: the person's newest one-to-one chat with us.</summary>
internal sealed class PersonalChat(IConversationDirectory directory, IOptions<BotFrameworkOptions> options, TimeProvider time)
{
    /// <summary>What Teams' ids of one-to-one chats with a bot begin with; groups and channels are "19:".</summary>
    private const string Personal = "a:";

    private const int MostConversations = 200;

    // What a dialog got at its last moment still has to leave the outbox.
    private static readonly TimeSpan s_toTake = TimeSpan.FromSeconds(2);

    /// <summary>The address of an answer for which a dialog waits first; one at which nothing is pushed where the person has no such chat.</summary>
    public async Task<ReplyAddress> AddressAsync(IncomingActivity activity, AppRegistration? app, CancellationToken cancellationToken)
    {
        var here = ReplyAddress.Of(activity, app?.Id) with { ActivityId = null, IsShared = false, TeamId = null };
        var (tenant, channel, _) = MessageIntake.ConversationOf(activity, app);
        var chats = await directory.ListAsync(tenant, channel, activity.Person.Id, null, MostConversations, cancellationToken);
        return chats.FirstOrDefault(chat => chat.UserId == activity.Person.Id && chat.Conversation.Id.StartsWith(Personal, StringComparison.Ordinal)) is { } chat
            ? here with { ConversationId = chat.Conversation.Id, ConversationType = "personal", Inline = false, HeldUntil = time.GetUtcNow() + options.Value.AskWaits + s_toTake }
            : here with { Inline = true };
    }
}
