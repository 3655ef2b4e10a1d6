using System.Text.Json;
using Assistant.Agent;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Conversations;
using Assistant.Perception;

namespace Assistant.Tests.Channels.BotFramework;

/// <summary>What Teams takes of citations: twenty, each with a name, an abstract and keywords of bounded length.</summary>
public sealed class CitedMessageTests
{
    private static readonly ReplyAddress s_to = new(new Uri("http://smba.example.com"), "msteams", "c-1", null, false, "a-1", new("bot"), new("user"), null, false);

    [Fact]
    public void Message_WithManyLongSources_KeepsTheLimits()
    {
        var quote = string.Join(' ', Enumerable.Repeat("reimbursement of travelling expenses", 20));
        var answer = new Answer
        {
            Text = string.Join(' ', Enumerable.Range(1, 25).Select(n => $"[{n}]")), Found = true, Model = "quotes", Language = "en",
            Citations = [.. Enumerable.Range(1, 25).Select(n => new Citation(n, EvidenceKind.Document, $"e-{n}", new string('n', 200) + ".pdf", quote, new SourcePosition { Heading = $"Part {n} > {new string('h', 60)} > Meals" }))],
        };

        var claims = Claims(answer);

        Assert.Equal(Enumerable.Range(1, 20), claims.Select(claim => claim.GetProperty("position").GetInt32()));
        Assert.All(claims.Index(), claim =>
        {
            var appearance = claim.Item.GetProperty("appearance");
            Assert.Equal(80, appearance.GetProperty("name").GetString()!.Length);
            Assert.Equal(160, appearance.GetProperty("abstract").GetString()!.Length);
            Assert.Equal("PDF", appearance.GetProperty("image").GetProperty("name").GetString());
            Assert.Equal(["Meals", $"Part {claim.Index + 1}", "reimbursement"], appearance.GetProperty("keywords").EnumerateArray().Select(word => word.GetString()));
        });
    }

    [Fact]
    public void Source_WithoutWords_HasNoKeywords()
    {
        var answer = new Answer { Text = "[1]", Found = true, Model = "quotes", Language = "en", Citations = [new(1, EvidenceKind.Document, "e-1", "a.csv", "12.50", new SourcePosition())] };

        Assert.False(Assert.Single(Claims(answer)).GetProperty("appearance").TryGetProperty("keywords", out _));
    }

    private static JsonElement[] Claims(Answer answer)
    {
        var reply = new StoredActivity { Id = "r-1", Watermark = 2, At = DateTimeOffset.UnixEpoch, Author = ActivityAuthor.Assistant, From = new("assistant"), Text = answer.Text, Answer = answer, ReplyToId = "a-1" };
        var json = JsonSerializer.SerializeToElement(OutgoingActivities.Message(s_to, reply, 0), ConnectorWire.Json.OutgoingActivity);
        return [.. Assert.Single(json.GetProperty("entities").EnumerateArray()).GetProperty("citation").EnumerateArray()];
    }
}
