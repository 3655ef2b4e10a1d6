using Assistant.Agent;
using Assistant.Channels.Activities;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Channels.BotFramework.Outbound.Splitting;
using Assistant.Conversations;
using Assistant.Perception;

namespace Assistant.Tests.Channels.BotFramework.Splitting;

public sealed class MessageSizesTests
{
    private static readonly string s_names = string.Concat(Enumerable.Range(1, 20).Select(n => $"[{n}]"));

    [Theory]
    [InlineData("word ")]
    [InlineData("回声在山谷里。")]
    [InlineData("\"quoted\"\n")]
    public void LongAnswerWithManyLongSources_FitsInto40KilobytesOfUtf16_AndKeepsEverySource(string words)
    {
        var message = Assert.Single(Messages("msteams", s_names + Repeated(words, 9_900 - s_names.Length), new string('引', 400)));

        Assert.InRange(MessageSizes.Of(message, ChannelLimits.Of("msteams")), 20_000, 40 * 1024);
        Assert.Equal(20, Sources(message).Count);
        Assert.All(Sources(message), source => Assert.InRange(source.Appearance.Abstract.Length, 40, 159));
        Assert.InRange(message.Text!.Length, 9_500, 10_000);
    }

    [Fact]
    public void FewSources_KeepTheirAbstracts()
    {
        var message = Assert.Single(Messages("msteams", "As it says [1].", new string('q', 400)));

        Assert.All(Sources(message), source => Assert.Equal(160, source.Appearance.Abstract.Length));
    }

    [Fact]
    public void TextOfNothingButEscapes_IsCutByItsBytes()
    {
        var text = string.Concat(Enumerable.Repeat("\u0001\u0002\u0003\u0004 ", 2_000));

        var messages = Messages("msteams", text, "quote");

        Assert.True(messages.Count > 1);
        Assert.All(messages, message => Assert.InRange(MessageSizes.Of(message, ChannelLimits.Of("msteams")), 1, 40 * 1024));
        Assert.Equal(text.Length, messages.Sum(message => message.Text!.Length));
    }

    [Fact]
    public void WideText_FitsIntoTheConnectorsRequests()
    {
        var messages = Messages("webchat", Repeated("回声在山谷里。\n\n", 99_000), "quote");

        Assert.True(messages.Count > 1);
        Assert.All(messages, message => Assert.InRange(MessageSizes.Of(message, ChannelLimits.Of("webchat")), 1, 262_144));
    }

    [Fact]
    public void WhatAChannelCallsTooLarge_GetsShorterEachTime_AndItsTextIsKept()
    {
        var whole = Messages("msteams", s_names + Repeated("A sentence. ", 3_000), new string('q', 400))[0] with { SuggestedActions = new(["u"], [new("imBack", "yes", "yes")]) };
        var limits = ChannelLimits.Of("msteams");
        List<OutgoingActivity> left = [whole];
        for (var step = 0; step < 20 && left.Any(message => MessageSizes.Of(message, limits) > 2_400); step++)
            left = [.. left.SelectMany(message => MessageSizes.Of(message, limits) <= 2_400 ? [message] : MessageSizes.Shorter(message) is { Count: > 0 } shorter ? shorter : throw new InvalidOperationException("No shorter one."))];

        Assert.All(left, message => Assert.InRange(MessageSizes.Of(message, limits), 1, 2_400));
        Assert.Equal(whole.Text!.Replace(" ", "", StringComparison.Ordinal), string.Concat(left.Select(message => message.Text)).Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(left.Count, left.Select(message => message.Id).Distinct().Count());
        Assert.All(left.SkipLast(1), message => Assert.Null(message.SuggestedActions));
    }

    [Fact]
    public void LittleText_HasNothingShorter()
    {
        var message = Messages("msteams", "Yes.", null)[0];

        Assert.Empty(MessageSizes.Shorter(message));
    }

    private static string Repeated(string words, int length) => string.Concat(Enumerable.Repeat(words, length / words.Length));

    private static IReadOnlyList<ClaimEntity> Sources(OutgoingActivity message) => Assert.Single(message.Entities!.OfType<MessageEntity>()).Citation;

    /// <param name="quote">Of each of twenty sources; null for none.</param>
    private static IReadOnlyList<OutgoingActivity> Messages(string channel, string text, string? quote)
    {
        var to = new ReplyAddress(new Uri("http://smba.example.com"), channel, "c-1", null, false, "a-1", new("bot"), new("user"), null, false);
        var answer = new Answer
        {
            Text = text, Found = true, Model = "quotes", Language = "en",
            Citations = quote is null ? [] : [.. Enumerable.Range(1, 20).Select(n => new Citation(n, EvidenceKind.Document, $"e-{n}", new string('n', 200) + ".pdf", quote, new SourcePosition()))],
        };
        return OutgoingActivities.Messages(to, new() { Id = "r-1", Watermark = 2, At = DateTimeOffset.UnixEpoch, Author = ActivityAuthor.Assistant, From = new("assistant"), Text = text, Answer = answer, ReplyToId = "a-1" });
    }
}
