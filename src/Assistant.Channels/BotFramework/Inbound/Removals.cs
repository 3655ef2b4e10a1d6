using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Notices;

namespace Assistant.Channels.BotFramework.Inbound;

/// <summary>The assistant was removed from a conversation; from a team with all its channels and threads, of which the channel tells one. Notices reach nobody there any more.</summary>
internal sealed class Removals(IConversationReferences references)
{
    public async Task TakeAsync(IncomingActivity activity, AppRegistration? app, CancellationToken cancellationToken)
    {
        var conversation = MessageIntake.ConversationOf(activity, app);
        await references.RemoveAsync(conversation, cancellationToken);
        if (activity.TeamId is not { } team)
            return;
        var known = await references.FindAsync(new(conversation.Tenant) { Channel = conversation.Channel }, cancellationToken);
        foreach (var left in known.Where(reference => ReplyAddress.Of(reference.Address)?.TeamId == team).Select(reference => reference.Conversation).Distinct())
            await references.RemoveAsync(left, cancellationToken);
    }
}
