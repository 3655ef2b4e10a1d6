using Assistant.Channels.BotFramework.Inbound;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Conversations;

namespace Assistant.Tests.Channels.BotFramework.Inbound;

/// <summary>A bot that calls us may write any person's id: by default it reaches nobody but people of its own.</summary>
public sealed class OtherBotsPeopleTests
{
    private const string Bot = "44444444-2222-3333-4444-555555555555";

    [Fact]
    public void PersonAndConversation_OfAnotherBot_AreNobodyElses()
    {
        var own = Activity();
        var named = own with { OwnPeopleOf = Bot };

        Assert.Equal("29:ada", own.Person.Id);
        Assert.NotEqual(own.Person.Id, named.Person.Id);
        Assert.NotEqual(MessageIntake.ConversationOf(own, null), MessageIntake.ConversationOf(named, null));
        // A caller cannot write itself into another's, nor a channel's person into a caller's.
        Assert.NotEqual((named with { OwnPeopleOf = App(2) }).Person.Id, named.Person.Id);
        Assert.Equal(MessageIntake.ConversationOf(named, null), ConversationKey.Parse(MessageIntake.ConversationOf(named, null).ToString()));
    }

    [Fact]
    public void Reply_GoesToWhomTheOtherBotNamed_AndItsOffersAreOfItsOwnPerson()
    {
        var to = ReplyAddress.Of(Activity() with { OwnPeopleOf = Bot }, null);

        Assert.Equal(("29:ada", $"{Bot}/29:ada", "msteams", "a:1"), (to.User.Id, to.PersonId, to.ChannelId, to.ConversationId));
        Assert.Null(ReplyAddress.Of(Activity(), null).PersonId);
    }

    [Fact]
    public void Reply_IsForTheOtherBot_AlsoWhereItsPeopleAreTheChannels()
    {
        Assert.Equal(Bot, ReplyAddress.Of(Activity() with { BotId = Bot }, null).BotId);
        Assert.Null(ReplyAddress.Of(Activity(), null).BotId);
    }

    private static string App(int n) => $"{n}{Bot[1..]}";

    private static IncomingActivity Activity() => new()
    {
        Type = "message", Id = "m-1", ChannelId = "msteams", ServiceUrl = new("https://smba.trafficmanager.net/"), Conversation = new("a:1", "personal", false), From = new("29:ada", "Ada"), Recipient = new("bot"), Text = "hello",
    };
}
