using Assistant.Memory.Facts;
using Assistant.Memory.Facts.Dialogue;
using Assistant.Memory.Facts.Rules;
using Assistant.Memory.LongTerm;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Memory.Facts;

public sealed class FactRankingTests
{
    private static readonly DateTimeOffset s_day = new(2025, 1, 10, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Rank_AskedAttribute_StandsFirstAndItsFormerValueBehind()
    {
        var items = Ranking().Rank(Told("I live in Oslo.", "I like chess.", "I moved to Bergen today."), new("Where do I live?"), s_day.AddDays(100));
        Assert.Equal(["where you live: Bergen", "where you live: Oslo"], items.Take(2).Select(item => item.Text.Split(" (")[0]));
        Assert.All(items, item => Assert.Equal(RecalledItem.FactKind, item.Kind));
    }

    [Fact]
    public void Rank_AsOf_GivesWhatHeldAndWasKnownThen()
    {
        var ledger = Told("I live in Oslo.", "I moved to Bergen today.");
        Assert.Equal("where you live: Oslo", Assert.Single(Ranking().Rank(ledger, new("Where do I live?", AsOf: s_day.AddHours(1)), s_day.AddDays(100))).Text.Split(" (")[0]);
    }

    [Fact]
    public void Rank_OfTwoAlike_TheOneThatWasUsedStandsFirst()
    {
        var ledger = Told("I like chess.", "I like rowing.");
        var now = s_day.AddDays(300);
        var last = Ranking().Rank(ledger, new("What do I like?"), now)[^1].Text;
        var used = ledger.Facts.Single(fact => last.Contains(fact.Value, StringComparison.Ordinal));
        for (var day = 1; day < 10; day++)
            ledger.Used(used.Id, now.AddDays(-day));
        var first = Ranking().Rank(ledger, new("What do I like?"), now);
        Assert.Equal(last, first[0].Text);
        Assert.Equal(first, Ranking().Rank(ledger, new("What do I like?"), now), (a, b) => a.Text == b.Text && a.Score.Equals(b.Score));
    }

    [Fact]
    public void Rank_BeyondTheBudget_OnlyWhatIsAskedForIsFound()
    {
        var ledger = Told("I live in Oslo.", "I like chess.");
        var now = s_day.AddDays(100);
        ledger.Used(ledger.Facts.Single(fact => fact.Value == "chess").Id, now.AddMinutes(-1));
        var ranking = Ranking(new FactBudgetOptions { MaxFacts = 1 });
        Assert.Empty(ranking.Rank(ledger, new("Is there a train from Oslo?"), now));
        Assert.NotEmpty(Ranking().Rank(ledger, new("Is there a train from Oslo?"), now));
        Assert.NotEmpty(ranking.Rank(ledger, new("Where do I live?"), now));
    }

    [Fact]
    public void Rank_AsOf_WhatWasUsedSinceCountsForNothing()
    {
        var (ledger, then) = (Told("I like chess.", "I like rowing."), s_day.AddDays(30));
        var before = Ranking().Rank(ledger, new("What do I like?", AsOf: then), s_day.AddDays(300));
        foreach (var fact in ledger.Facts)
            for (var day = 100; day < 150; day++)
                ledger.Used(fact.Id, s_day.AddDays(day));
        Assert.Equal(before, Ranking().Rank(ledger, new("What do I like?", AsOf: then), s_day.AddDays(300)), (a, b) => a.Text == b.Text && a.Score.Equals(b.Score));
    }

    [Fact]
    public void Rank_AsOf_BeyondTheBudget_OnlyWhatIsAskedForIsFound()
    {
        var (ledger, now) = (Told("I live in Oslo.", "I like chess."), s_day.AddDays(100));
        ledger.Used(ledger.Facts.Single(fact => fact.Value == "chess").Id, now.AddMinutes(-1));
        var ranking = Ranking(new FactBudgetOptions { MaxFacts = 1 });
        Assert.Empty(ranking.Rank(ledger, new("Is there a train from Oslo?", AsOf: now), now));
        Assert.NotEmpty(Ranking().Rank(ledger, new("Is there a train from Oslo?", AsOf: now), now));
        Assert.NotEmpty(ranking.Rank(ledger, new("Where do I live?", AsOf: now), now));
    }

    [Fact]
    public void Rank_UnrelatedQuestion_GivesNothing() => Assert.Empty(Ranking().Rank(Told("I live in Oslo."), new("How tall is the church tower?"), s_day.AddDays(1)));

    [Fact]
    public void ForgetFact_Corrected_DoesNotBringBackWhatItTookThePlaceOf()
    {
        var ledger = Told("I live in Bergen.", "That's wrong, I meant Lund.");
        Assert.True(ledger.ForgetFact(Assert.Single(ledger.Facts).Id));
        Assert.Empty(ledger.Facts);
        Assert.False(ledger.ForgetFact("f-0"));
    }

    [Fact]
    public void ForgetConversation_LeavesWhatWasSaidElsewhere()
    {
        var ledger = FactLedgers.Open();
        foreach (var (text, conversation) in new[] { ("I live in Oslo.", "a"), ("I like chess.", "b") })
        {
            var utterance = new Utterance(text, text, s_day, UtteranceSource.User, conversation);
            ledger.Add(utterance, new RuleFactExtractor().Read(utterance));
        }
        Assert.True(ledger.ForgetConversation("a"));
        Assert.Equal("chess", Assert.Single(ledger.Facts).Value);
        Assert.False(ledger.ForgetConversation("a"));
    }

    private static FactRanking Ranking(FactBudgetOptions? budget = null) => new(new MemoryDialogue(), Options.Create(budget ?? new()));

    /// <summary>A day between two.</summary>
    private static IFactLedger Told(params string[] texts)
    {
        var ledger = FactLedgers.Open();
        for (var i = 0; i < texts.Length; i++)
        {
            var utterance = new Utterance($"{i}", texts[i], s_day.AddDays(i));
            ledger.Add(utterance, new RuleFactExtractor().Read(utterance));
        }
        return ledger;
    }
}
