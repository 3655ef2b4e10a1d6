using Assistant.Memory.Facts;

namespace Assistant.Tests.Memory.Facts;

/// <summary>Nobody likes and dislikes the same thing at once.</summary>
public sealed class OppositeFactsTests
{
    [Theory]
    [InlineData("likes=coffee", "I hate coffee.", "I love coffee now.")]
    [InlineData("dislikes=coffee", "I love coffee.", "I hate coffee.")]
    [InlineData("likes=coffee", "I like coffee.", "I don't like coffee.", "I like coffee again.")]
    [InlineData("likes=咖啡", "我不喜欢咖啡。", "我喜欢咖啡。")]
    [InlineData("dislikes=咖啡", "我喜欢咖啡。", "我讨厌咖啡。")]
    [InlineData("dislikes=coffee likes=coffee cake", "I hate coffee.", "I love coffee cake.")]
    [InlineData("dislikes=green tea likes=tea", "I like tea.", "I hate green tea.")]
    [InlineData("dislikes=tea", "I like green tea.", "I hate tea.")]
    [InlineData("dislikes=tea likes=steak", "I like steak.", "I hate tea.")]
    [InlineData("dislikes=cats", "I like cats.", "I hate cats.")]
    [InlineData("dislikes=绿茶 likes=茶", "我喜欢茶。", "我讨厌绿茶。")]
    public void Ledger_LikedAndDisliked_HoldsWhatWasSaidLast(string holding, params string[] said)
    {
        var ledger = ToldLedger.Of(said);

        Assert.Equal(holding, string.Join(' ', ledger.AsOf(TestTimes.Noon.AddDays(50)).Select(fact => $"{fact.Attribute}={fact.Value}").Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void ForgetFact_WhatWasDislikedBefore_LeavesTheLiking()
    {
        var ledger = ToldLedger.Of("I hate coffee.", "I love coffee now.");

        Assert.True(ledger.ForgetFact(ledger.Facts.Single(fact => fact.Attribute == FactAttributes.Dislikes).Id));

        Assert.Equal(FactAttributes.Likes, Assert.Single(ledger.Facts).Attribute);
    }

    [Theory]
    [InlineData(FactAttributes.Likes, "I hate coffee.", "I love coffee now.")]
    [InlineData(FactAttributes.Dislikes, "I like coffee.", "I don't like coffee.")]
    public void ForgetFact_WhatHoldsNow_IsForgotten(string attribute, params string[] said)
    {
        var ledger = ToldLedger.Of(said);

        Assert.True(ledger.ForgetFact(ledger.Facts.Single(fact => fact.Attribute == attribute).Id));

        Assert.NotEqual(attribute, Assert.Single(ledger.Facts).Attribute);
    }
}
