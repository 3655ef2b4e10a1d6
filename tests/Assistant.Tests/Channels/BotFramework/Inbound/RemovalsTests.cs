using Assistant.Channels.BotFramework.Inbound;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Conversations;
using Assistant.Notices;
using Assistant.Tests.Notices;

namespace Assistant.Tests.Channels.BotFramework.Inbound;

/// <summary>Of a team that the assistant is removed from, no channel and no thread is kept.</summary>
public sealed class RemovalsTests
{
    private const string Team = "19:general@thread.tacv2";

    [Fact]
    public async Task Team_GoesWithItsChannelsAndThreads_AndNothingElse()
    {
        var references = new ScriptedReferences(Known("19:general@thread.tacv2", Team), Known("19:general@thread.tacv2;messageid=1", Team), Known("19:plans@thread.tacv2;messageid=2", Team), Known("19:other@thread.tacv2", "19:other@thread.tacv2"), Known("a:1", null));

        await new Removals(references).TakeAsync(Activity(Team, Team), null, TestContext.Current.CancellationToken);

        Assert.Equal(["19:other@thread.tacv2", "a:1"], references.Known.Select(reference => reference.Conversation.Id));
    }

    [Fact]
    public async Task Chat_GoesAlone()
    {
        var references = new ScriptedReferences(Known("a:1", null), Known("a:2", null));

        await new Removals(references).TakeAsync(Activity("a:1", null), null, TestContext.Current.CancellationToken);

        Assert.Equal("a:2", Assert.Single(references.Known).Conversation.Id);
    }

    private static ConversationReference Known(string conversation, string? team) => new()
    {
        Conversation = MessageIntake.ConversationOf(Activity(conversation, team), null), Person = new("29:ada"), Address = ReplyAddress.ToTell(Activity(conversation, team), null).ToJson(),
    };

    private static IncomingActivity Activity(string conversation, string? team) => new()
    {
        Type = "conversationUpdate", ChannelId = "msteams", ServiceUrl = new("https://smba.trafficmanager.net/"), Conversation = new(conversation, null, false), From = new("29:ada"), Recipient = new("bot"), TeamId = team,
    };
}
