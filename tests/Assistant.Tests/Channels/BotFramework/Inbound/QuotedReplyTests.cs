using System.Text;
using System.Text.Json.Nodes;
using Assistant.Channels.BotFramework;
using Assistant.Channels.BotFramework.Inbound;
using Assistant.Perception;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Channels.BotFramework.Inbound;

/// <summary>What somebody quotes above a reply reaches the turn as another's words.</summary>
public sealed class QuotedReplyTests
{
    private const string Block = """<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="16"><strong itemprop="mri" itemid="8:orgid:ben">Ben &amp; Co</strong><span itemprop="time" itemid="16"></span><p itemprop="preview">My room is&nbsp;4711 &lt;left&gt;</p></blockquote>""";
    private const string Quotation = "<p>Ben &amp; Co:</p><blockquote>My room is 4711 &lt;left&gt;</blockquote>";

    [Theory]
    [InlineData("Where is it?")]
    [InlineData("Ben & Co\r\nMy room is 4711 <left>\r\n\r\nWhere is it?")]
    [InlineData("My room is 4711 <left>  Where is it?")]
    [InlineData(Block + "Where is it?")]
    public void QuotedWords_AreAFile_AndNotThePersonsOwn(string text)
    {
        var activity = Read(text, $"{Block}<p>Where is it?</p>");

        Assert.Equal("Where is it?", activity.Text);
        var file = Assert.Single(activity.Files);
        Assert.Equal(("quoted message.html", "text/html", Quotation), (file.Name, file.ContentType, Encoding.UTF8.GetString(file.Bytes!)));
    }

    /// <summary>Words that happen to be the first of a reply are the person's own.</summary>
    [Theory]
    [InlineData("Sales", "Salesforce costs?")]
    [InlineData("好", "好的，发吧")]
    [InlineData("Yes", "Yes please")]
    [InlineData("Yes", "Yes")]
    public void WordsThatBeginAsTheQuotedOnes_Stay(string quoted, string text) =>
        Assert.Equal(text, Read(text, $"""<blockquote itemtype="http://schema.skype.com/Reply"><strong itemprop="mri" itemid="29:ben">Ben</strong><p itemprop="preview">{quoted}</p></blockquote>""").Text);

    /// <summary>Where the reply is a picture alone.</summary>
    [Fact]
    public void QuoteRepeatedWithItsAuthorAlone_IsNotThePersonsOwn() => Assert.Equal("", Read("Ben & Co My room is 4711 <left>", Block).Text);

    /// <summary>A "yes" to what we asked is an answer, and brings nothing to read.</summary>
    [Theory]
    [InlineData("28:bot", "Whoever")]
    [InlineData(null, "Assistant")]
    public void OurOwnWords_AreNoFile(string? id, string name)
    {
        var written = id is null ? "" : $" itemid=\"{id}\"";
        var activity = Read("Assistant\nMay I order pears? yes", $"""<blockquote itemtype="http://schema.skype.com/Reply"><strong itemprop="mri"{written}>{name}</strong><p itemprop="preview">May I order pears?</p></blockquote>yes""");

        Assert.Empty(activity.Files);
        Assert.Equal(name == "Assistant" ? "yes" : "Assistant\nMay I order pears? yes", activity.Text);
    }

    [Theory]
    [InlineData("29:ben", 1)]
    [InlineData("28:bot", 0)]
    public void QuotedEntity_OfAnother_IsAFile(string sender, int files)
    {
        var activity = Read("<quoted messageId=\"16\"/> Where is it?", "<p>Where is it?</p>", new JsonObject { ["messageId"] = "16", ["senderId"] = sender, ["preview"] = "My room is 4711 <left>" });

        Assert.Equal(("Where is it?", files), (activity.Text, activity.Files.Count));
        Assert.All(activity.Files, file => Assert.Equal("<blockquote>My room is 4711 &lt;left&gt;</blockquote>", Encoding.UTF8.GetString(file.Bytes!)));
    }

    [Theory]
    [InlineData("<blockquote>cited by hand</blockquote><p>Where is it?</p>")]
    [InlineData("<p>Where is it?</p>")]
    [InlineData("""<blockquote itemtype="http://schema.skype.com/Reply"><p itemprop="preview"> </p></blockquote>""")]
    [InlineData("""<blockquote itemtype="http://schema.skype.com/Reply"><p>never closed""")]
    public void WhatQuotesNothing_ChangesNothing(string html)
    {
        var activity = Read("Where is it?", html);

        Assert.Equal(("Where is it?", 0), (activity.Text, activity.Files.Count));
    }

    private static IncomingActivity Read(string text, string html, JsonObject? quoted = null)
    {
        var json = new JsonObject
        {
            ["type"] = "message", ["id"] = "m-1", ["channelId"] = "msteams", ["serviceUrl"] = "https://smba.trafficmanager.net/", ["text"] = text,
            ["conversation"] = new JsonObject { ["id"] = "c" }, ["from"] = new JsonObject { ["id"] = "u" }, ["recipient"] = new JsonObject { ["id"] = "28:bot", ["name"] = "Assistant" },
            ["entities"] = quoted is null ? null : new JsonArray(new JsonObject { ["type"] = "quotedReply", ["quotedReply"] = quoted }),
            ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "text/html", ["content"] = html }),
        };
        return new IncomingActivityReader(new IncomingFiles(Options.Create(new PerceptionOptions())), Options.Create(new BotFrameworkOptions())).Read(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }
}
