using System.Text.Json.Nodes;
using Assistant.Channels.BotFramework;
using Assistant.Channels.BotFramework.Inbound;
using Assistant.Perception;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Channels.BotFramework.Inbound;

/// <summary>Pictures that stand nowhere but in the HTML of a message or on a card.</summary>
public sealed class CardPicturesTests
{
    private const string Giphy = """<div><div><img alt="GIF Image" height="250" itemscope="gif" itemtype="http://schema.skype.com/Giphy" src="https://media4.giphy.com/media/abc/giphy.gif?cid=1&amp;rid=giphy.gif" width="250"></div></div>""";
    private const string Emoji = """<p><img alt="🙂" itemtype="http://schema.skype.com/Emoji" src="https://statics.teams.cdn.office.net/smile.png"></p>""";

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("look at this")]
    public void PickedGif_IsAFile_WithOrWithoutWords(string text)
    {
        var file = Assert.Single(Read(text, Html(Giphy)).Files);

        Assert.Equal(("giphy.gif", "image/gif", "https://media4.giphy.com/media/abc/giphy.gif?cid=1&rid=giphy.gif"), (file.Name, file.ContentType, file.Url!.AbsoluteUri));
    }

    [Fact]
    public void GifByAddress_IsAFile()
    {
        var file = Assert.Single(Read("", new JsonObject { ["contentType"] = "image/gif", ["contentUrl"] = "https://media.giphy.com/media/x/giphy.gif" }, Html(Giphy)).Files);

        Assert.Equal("https://media.giphy.com/media/x/giphy.gif", file.Url!.AbsoluteUri);
    }

    [Theory]
    [InlineData("application/vnd.microsoft.card.animation", """{"media":[{"url":"https://media.giphy.com/a.gif"}]}""")]
    [InlineData("application/vnd.microsoft.card.hero", """{"images":[{"url":"https://media.giphy.com/a.gif"},7]}""")]
    public void PictureOfACard_ThatIsAllThereIs_IsAFile(string type, string content)
    {
        var card = new JsonObject { ["contentType"] = type, ["content"] = JsonNode.Parse(content) };

        Assert.Equal("https://media.giphy.com/a.gif", Assert.Single(Read("", card.DeepClone()).Files).Url!.AbsoluteUri);
        Assert.Empty(Read("What does the card say?", card).Files);
    }

    [Theory]
    [InlineData("hello", "<p>hello <img src=\"https://x.example/logo.png\"></p>")]
    [InlineData("hello", Emoji)]
    [InlineData("", Emoji)]
    [InlineData("", "<img src=\"javascript:alert(1)\">")]
    [InlineData("", "<img src=\"/relative.gif\"><img><img src=>")]
    [InlineData("", "<img <img <img")]
    public void WhatOnlyIllustratesOrHasNoAddress_IsNoFile(string text, string html)
    {
        var read = Read(text, Html(html));

        Assert.Empty(read.Files);
        Assert.True(read.HasAttachments);
    }

    private static JsonObject Html(string content) => new() { ["contentType"] = "text/html", ["content"] = content };

    private static IncomingActivity Read(string text, params JsonNode[] attachments)
    {
        var activity = new JsonObject
        {
            ["type"] = "message", ["id"] = "m-1", ["channelId"] = "msteams", ["serviceUrl"] = "https://smba.trafficmanager.net/", ["conversation"] = new JsonObject { ["id"] = "c" },
            ["from"] = new JsonObject { ["id"] = "u" }, ["recipient"] = new JsonObject { ["id"] = "b" }, ["text"] = text, ["attachments"] = new JsonArray(attachments),
        };
        return new IncomingActivityReader(new IncomingFiles(Options.Create(new PerceptionOptions())), Options.Create(new BotFrameworkOptions())).Read(System.Text.Encoding.UTF8.GetBytes(activity.ToJsonString()));
    }
}
