using Assistant.Notices;

namespace Assistant.Tests.Notices;

public sealed class NoticePlanTests
{
    private static readonly NoticeTarget s_all = new("default");

    [Fact]
    public void Of_Everybody_TellsEachPersonOnceAChannel_WhereTheyLastSpokeAlone()
    {
        var plan = NoticePlan.Of([Of("anna", "c1", 1), Of("anna", "c2", 2), Of("anna", "g1", 3, shared: true), Of("anna", "c3", 1, channel: "directline"), Of("bert", "c4", 1)], s_all);

        Assert.Equal(["c2", "c3", "c4"], plan.Reached.Select(reference => reference.Conversation.Id).Order(StringComparer.Ordinal));
        Assert.Empty(plan.OptedOut);
        Assert.Equal(0, plan.Unreachable);
    }

    [Fact]
    public void Of_WhoSpokeBeforeOthersOnly_IsNotTold()
    {
        var plan = NoticePlan.Of([Of("anna", "g1", 1, shared: true), Of("bert", "g1", 1, shared: true)], s_all);

        Assert.Empty(plan.Reached);
        Assert.Equal(2, plan.Unreachable);
    }

    [Fact]
    public void Of_WhoOptedOut_IsCounted()
    {
        var plan = NoticePlan.Of([Of("anna", "c1", 1, no: true), Of("anna", "c2", 2, no: true), Of("bert", "c4", 1)], s_all);

        Assert.Equal("bert", Assert.Single(plan.Reached).Person.Id);
        Assert.Equal("c2", Assert.Single(plan.OptedOut).Conversation.Id);
    }

    [Fact]
    public void Of_ASharedConversation_TellsItOnce_AsLongAsOneWantsNotices()
    {
        var target = s_all with { Conversation = "g1" };
        var one = NoticePlan.Of([Of("anna", "g1", 2, shared: true, no: true), Of("bert", "g1", 1, shared: true)], target);
        var none = NoticePlan.Of([Of("anna", "g1", 2, shared: true, no: true), Of("bert", "g1", 1, shared: true, no: true)], target);

        Assert.Equal("bert", Assert.Single(one.Reached).Person.Id);
        Assert.Empty(one.OptedOut);
        Assert.Empty(none.Reached);
        Assert.Equal("anna", Assert.Single(none.OptedOut).Person.Id);
    }

    [Fact]
    public void RecipientOf_IsThePersonAlone_AndTheConversationShared()
    {
        Assert.Equal(NoticePlan.RecipientOf(Of("anna", "c1", 1)), NoticePlan.RecipientOf(Of("anna", "c2", 1)));
        Assert.Equal(NoticePlan.RecipientOf(Of("anna", "g1", 1, shared: true)), NoticePlan.RecipientOf(Of("bert", "g1", 1, shared: true)));
        Assert.NotEqual(NoticePlan.RecipientOf(Of("a/b", "c1", 1)), NoticePlan.RecipientOf(Of("b", "c1", 1, channel: "msteams/a")));
    }

    private static ConversationReference Of(string person, string conversation, int hour, string channel = "msteams", bool shared = false, bool no = false) => new()
    {
        Conversation = new("default", channel, conversation),
        Person = new(person),
        IsShared = shared,
        LastContactAt = DateTimeOffset.UnixEpoch.AddHours(hour),
        OptedOutSince = no ? DateTimeOffset.UnixEpoch : null,
    };
}
