using System.Text.Json.Nodes;
using Assistant.Channels.BotFramework.Cards;
using Assistant.Memory.Facts;

namespace Assistant.Tests.Channels.BotFramework;

/// <summary>The memory's cards as JSON, without a server.</summary>
public sealed class MemoryCardJsonTests
{
    private static readonly DateTimeOffset s_day = new(2026, 6, 7, 9, 0, 0, TimeSpan.Zero);
    private readonly MemoryCard _english = new(new("en"));

    [Theory]
    [InlineData(0, 0, 0, "Pause memory|Forget everything")]
    [InlineData(8, 0, 8, "Pause memory|Forget everything")]
    [InlineData(9, 0, 8, "Next|Pause memory|Forget everything")]
    [InlineData(9, 1, 1, "Previous|Pause memory|Forget everything")]
    [InlineData(17, 1, 8, "Previous|Next|Pause memory|Forget everything")]
    [InlineData(9, 700, 1, "Previous|Pause memory|Forget everything")]
    public void List_OfManyFacts_HasPagesWithinTheirBounds(int facts, int page, int rows, string buttons)
    {
        var card = _english.ListOf([.. Enumerable.Range(0, facts).Select(i => ($"f{i}", $"fact {i}"))], paused: false, page, null);

        Assert.Equal(rows, card["body"]!.AsArray().Count(item => (string?)item!["type"] == "ColumnSet"));
        Assert.Equal(buttons, string.Join('|', card["actions"]!.AsArray().Select(action => (string?)action!["title"])));
        Assert.Equal(("AdaptiveCard", "1.5"), ((string?)card["type"], (string?)card["version"]));
    }

    [Fact]
    public void List_OfThePause_OffersToGoOnAndTellsWhatWasDone()
    {
        var card = _english.ListOf([], paused: true, 0, "Done.");

        Assert.Contains("Done.", card.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("Memory is paused", card.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("memory.resume", (string?)card["actions"]![0]!["verb"]);
    }

    [Fact]
    public void Detail_OfLongWords_StaysWithinBoundsAndReadsNoMarkdown()
    {
        var quote = $"[click](https://evil.example) {string.Concat(Enumerable.Repeat("😀", 400))}";

        var card = _english.Detail("f1", "where you live: Bergen", [.. Enumerable.Range(0, 9).Select(i => new FactOrigin($"e{i}", "c", s_day, quote))], 2, null);

        var words = card["body"]!.AsArray().Where(item => (string?)item!["type"] == "RichTextBlock").Select(item => (string)item!["inlines"]![0]!["text"]!).ToList();
        Assert.Equal(6, words.Count);
        Assert.All(words, text => Assert.True(text.Length <= MemoryCard.LongestValue && !char.IsHighSurrogate(text[^2])));
        // Only what is shown as text blocks is read as markdown.
        Assert.DoesNotContain(card["body"]!.AsArray(), item => (string?)item!["type"] == "TextBlock" && ((string?)item["text"])!.Contains("evil", StringComparison.Ordinal));
        Assert.Equal(["auto", "none", "none"], card["actions"]!.AsArray().Select(action => (string?)action!["associatedInputs"]));
        Assert.All(card["actions"]!.AsArray(), action => Assert.Equal(2, (int)action!["data"]!["page"]!));
    }

    [Theory]
    [InlineData("zh", "en-US", "zh")]
    [InlineData("en", "zh-CN", "en")]
    [InlineData(null, "zh-CN", "zh")]
    [InlineData("fr", "de-DE", "en")]
    [InlineData(null, null, "en")]
    public void Language_IsTheCardsElseTheClients(string? asked, string? locale, string language) => Assert.Equal(language, MemoryCardWords.LanguageOf(asked, locale));

    [Fact]
    public void Action_WithAllThatAClientAdds_IsRead()
    {
        var value = new JsonObject
        {
            ["action"] = new JsonObject { ["type"] = "Action.Execute", ["id"] = "x", ["verb"] = "memory.correct", ["data"] = new JsonObject { ["language"] = "zh", ["page"] = 3, ["fact"] = "f1", ["value"] = "无锡", ["more"] = 1 } },
            ["trigger"] = "manual", ["authentication"] = null,
        };

        Assert.Equal(new CardAction("memory.correct", "zh", "f1", "无锡", 3), CardAction.Read(value.ToJsonString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("7")]
    [InlineData("{\"action\":[]}")]
    public void Action_ThatIsNone_IsABadRequest(string? value) => Assert.Equal("BadRequest", Assert.Throws<CardRefusal>(() => CardAction.Read(value)).Code);

    [Fact]
    public void Action_WithAnEndlessFact_IsABadRequest()
    {
        var action = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "memory.forget", ["data"] = new JsonObject { ["fact"] = new string('x', 300) } };

        Assert.Equal("BadRequest", Assert.Throws<CardRefusal>(() => CardAction.Read(new JsonObject { ["action"] = action }.ToJsonString())).Code);
    }
}
