using System.Text;
using System.Text.Json;
using Assistant.Channels.BotFramework.Inbound;

namespace Assistant.Tests.Channels.BotFramework.Inbound;

public sealed class QuotedMessageTests
{
    [Theory]
    [InlineData("""{"entities":[{"type":"mention"},{"type":"quotedReply","quotedReply":{"messageId":"17","senderId":"29:anna","preview":"The lift is \"out\" of order."}}]}""", "29:anna")]
    [InlineData("""{"attachments":[{"contentType":"messageReference","content":"{\"messageId\":\"17\",\"messagePreview\":\"The lift is \\\"out\\\" of order.\"}"}]}""", null)]
    [InlineData("""{"attachments":[{"contentType":"text/html","content":"<blockquote itemscope itemtype=\"http://schema.skype.com/Reply\" itemid=\"17\"><strong itemprop=\"mri\">Anna</strong><p itemprop=\"preview\">The <b>lift</b> is &quot;out&quot; of order.</p></blockquote><p>Is it?</p>"}]}""", null)]
    public void In_WhatTeamsSends_HasIdAndWords(string activity, string? sender)
    {
        using var json = JsonDocument.Parse(activity);
        var quoted = QuotedMessage.In(json.RootElement)!;

        Assert.Equal(("17", sender, "The lift is \"out\" of order."), (quoted.Id, quoted.SenderId, string.Join(' ', quoted.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
        Assert.Equal(("quoted message.txt", quoted.Text), (quoted.AsFile().Name, Encoding.UTF8.GetString(quoted.AsFile().Bytes!)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"entities":[{"type":"quotedReply"},{"type":"quotedReply","quotedReply":{"messageId":"17"}}],"attachments":[]}""")]
    [InlineData("""{"attachments":[{"contentType":"messageReference","content":"{}"},{"contentType":"messageReference","content":"no JSON"},{"contentType":"messageReference","content":"[]"}]}""")]
    [InlineData("""{"attachments":[{"contentType":"text/html","content":"<blockquote><p>Not of Teams</p></blockquote>"}]}""")]
    public void In_WhatHasNoWords_IsNone(string activity)
    {
        using var json = JsonDocument.Parse(activity);

        Assert.Null(QuotedMessage.In(json.RootElement));
    }

    [Fact]
    public void Without_ThePlaceholder_LeavesTheText() => Assert.Equal("Is it?", QuotedMessage.Without("""<quoted messageId="17"/> Is it?""").Trim());
}
