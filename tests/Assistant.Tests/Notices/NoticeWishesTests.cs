using Assistant.Conversations;
using Assistant.Notices;

namespace Assistant.Tests.Notices;

public sealed class NoticeWishesTests
{
    [Theory]
    [InlineData("stop sending me notices")]
    [InlineData("Stop notices")]
    [InlineData("Please stop all notifications.")]
    [InlineData("no more notifications")]
    [InlineData("No more notices, please!")]
    [InlineData("unsubscribe")]
    [InlineData("Unsubscribe me from these notifications")]
    [InlineData("don't send me any more notices")]
    [InlineData("Don’t send me notices anymore")]
    [InlineData("I don't want to get any notices")]
    [InlineData("turn off notifications")]
    [InlineData("Turn the notifications off")]
    [InlineData("could you stop sending me these announcements?")]
    [InlineData("opt out of notices")]
    [InlineData("mute all notifications for now")]
    [InlineData("别再给我发通知")]
    [InlineData("不要再给我发通知了！")]
    [InlineData("请停止发送通知。")]
    [InlineData("停止通知")]
    [InlineData("我不想再收到通知")]
    [InlineData("关闭所有通知")]
    [InlineData("把通知关掉")]
    [InlineData("退订")]
    [InlineData("能不能别再推送公告了？")]
    public void Of_AWishForNone_IsStop(string text) => Assert.Equal(NoticeWish.Stop, NoticeWishes.Of(Said(text)));

    [Theory]
    [InlineData("turn notices back on")]
    [InlineData("Turn on notifications again")]
    [InlineData("turn the notifications on, please")]
    [InlineData("resume notices")]
    [InlineData("start sending me notices again")]
    [InlineData("I want to get notices again")]
    [InlineData("subscribe me again to the notices")]
    [InlineData("Can you turn the notifications back on?")]
    [InlineData("opt back in")]
    [InlineData("恢复通知")]
    [InlineData("请重新给我发通知")]
    [InlineData("继续给我发送通知吧")]
    [InlineData("打开通知")]
    [InlineData("把通知重新打开")]
    public void Of_AWishForSome_IsResume(string text) => Assert.Equal(NoticeWish.Resume, NoticeWishes.Of(Said(text)));

    [Theory]
    [InlineData("what is the notice period?")]
    [InlineData("What does the notice say?")]
    [InlineData("how do I turn off notifications in Excel?")]
    [InlineData("How do I stop notices?")]
    [InlineData("unsubscribe?")]
    [InlineData("stop")]
    [InlineData("stop notice 14 was served on 3 May")]
    [InlineData("Stop notices were sent to all tenants. How many?")]
    [InlineData("Who wrote \"stop sending me notices\"?")]
    [InlineData("Which customers want no more notifications?")]
    [InlineData("The notices must stop before Friday")]
    [InlineData("Don't send the notice of termination before May")]
    [InlineData("Send me the notices of 2024 as a table")]
    [InlineData("I want the notices of last year")]
    [InlineData("Turn on the heating notices page")]
    [InlineData("Summarise the notifications")]
    [InlineData("I was told to stop smoking")]
    [InlineData("通知期是多久？")]
    [InlineData("停止通知书是什么时候发的？")]
    [InlineData("这份通知说了什么")]
    [InlineData("怎么关闭微信的通知？")]
    [InlineData("取消")]
    [InlineData("解除合同需要提前多少天通知？")]
    [InlineData("不要忘记通知张先生")]
    [InlineData("哪些客户不想再收到通知？")]
    [InlineData("继续")]
    [InlineData("")]
    public void Of_AnythingElse_IsNone(string text) => Assert.Null(NoticeWishes.Of(Said(text)));

    [Fact]
    public void Of_WithAFile_OrANoticeItself_IsNone()
    {
        Assert.Null(NoticeWishes.Of(Said("stop notices") with { Attachments = [new("a", "a.txt", "text/plain")] }));
        Assert.Null(NoticeWishes.Of(Said("stop notices") with { Kind = InboundKind.Notice }));
    }

    [Fact]
    public void Of_TheWordsOfTheLineUnderANotice_IsWhatItPromises()
    {
        Assert.Contains("\"stop notices\"", NoticeWording.Of("Down at six.", urgent: false, "en"), StringComparison.Ordinal);
        Assert.Contains("“停止通知”", NoticeWording.Of("六点停机。", urgent: false, "zh"), StringComparison.Ordinal);
        Assert.Contains("\"turn notices back on\"", NoticeWording.Stopped("en"), StringComparison.Ordinal);
        Assert.Contains("“恢复通知”", NoticeWording.Stopped("zh"), StringComparison.Ordinal);
    }

    private static InboundMessage Said(string text) => new()
    {
        Conversation = new("default", "msteams", "c"),
        ActivityId = "m",
        From = new Participant("anna"),
        ReceivedAt = DateTimeOffset.UnixEpoch,
        Text = text,
    };
}
