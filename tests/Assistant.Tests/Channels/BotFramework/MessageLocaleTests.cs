using Assistant.Agent;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Conversations;

namespace Assistant.Tests.Channels.BotFramework;

/// <summary>A message is marked with the language that it is in, in the reader's own way of it.</summary>
public sealed class MessageLocaleTests
{
    [Theory]
    [InlineData("en", "en-GB", "en-GB")]
    [InlineData("en", "zh-TW", "en")]
    [InlineData("en", "de-DE", "en")]
    [InlineData("en", null, "en")]
    [InlineData("zh", "zh-TW", "zh-CN")]
    [InlineData("zh", "en-GB", "zh-CN")]
    public void Locale_IsTheReadersWhereTheAnswerIsInItsLanguage(string language, string? readers, string expected)
    {
        var to = new ReplyAddress(new Uri("http://smba.example.com"), "emulator", "c-1", null, false, "a-1", new("bot"), new("user"), readers, false);
        var reply = new StoredActivity
        {
            Id = "r-1", Watermark = 2, At = DateTimeOffset.UnixEpoch, Author = ActivityAuthor.Assistant, From = new("assistant"),
            Answer = new Answer { Text = "x", Found = true, Model = "quotes", Language = language },
        };

        Assert.Equal(expected, OutgoingActivities.Message(to, reply, 0).Locale);
    }
}
