using Assistant.Memory.Facts;

namespace Assistant.Tests.Memory.Facts;

/// <summary>One of several values that a sentence says is forgotten alone.</summary>
public sealed class ForgetFactTests
{
    [Theory]
    [InlineData("I like tea and coffee.", "tea", "coffee")]
    [InlineData("I like tea and coffee.", "coffee", "tea")]
    [InlineData("I speak German and French.", "French", "German")]
    [InlineData("I'm allergic to nuts and shellfish.", "nuts", "shellfish")]
    [InlineData("我喜欢茶和咖啡。", "茶", "咖啡")]
    [InlineData("我对花生和虾过敏。", "虾", "花生")]
    public void ForgetFact_OneOfTwoValuesOfASentence_LeavesTheOther(string sentence, string forgotten, string other)
    {
        var ledger = ToldLedger.Of(sentence);

        Assert.True(ledger.ForgetFact(ledger.Facts.First(fact => fact.Value == forgotten).Id));

        Assert.Equal([other], ledger.Facts.Select(fact => fact.Value).Distinct());
        Assert.DoesNotContain(ledger.State.Statements, kept => kept.Statement.Value == forgotten || kept.Statement.Quote.Contains(forgotten, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Oslo", "Bergen")]
    [InlineData("Bergen", "Oslo")]
    public void ForgetFact_FormerOrPresentValueOfOneSentence_LeavesTheOther(string forgotten, string other)
    {
        const string Quote = "I moved from Oslo to Bergen.";
        var ledger = new FactLedger();
        ledger.Add(new("1", Quote, TestTimes.Noon),
        [
            new(FactAttributes.User, FactAttributes.Home, "Oslo", StatementKind.Holds, null, TestTimes.Noon, Quote),
            new(FactAttributes.User, FactAttributes.Home, "Bergen", StatementKind.Holds, TestTimes.Noon, null, Quote),
        ]);

        Assert.True(ledger.ForgetFact(ledger.Facts.Single(fact => fact.Value == forgotten).Id));

        Assert.Equal((other, Quote.Replace(forgotten, "…", StringComparison.Ordinal)), (Assert.Single(ledger.Facts).Value, ledger.Facts[0].Source.Quote));
    }

    [Fact]
    public void ForgetFact_EndedTogetherWithOthers_LeavesThoseEnded()
    {
        var ledger = new FactLedger();
        Tell(ledger, "1", "dog Rex", StatementKind.Holds);
        Tell(ledger, "2", "cat Miso", StatementKind.Holds);
        Tell(ledger, "3", "", StatementKind.Ends);

        Assert.True(ledger.ForgetFact(ledger.Facts.First(fact => fact.Value == "dog Rex").Id));

        Assert.Equal("cat Miso", Assert.Single(ledger.Facts).Value);
        Assert.NotNull(ledger.Facts[0].Until);
        Assert.True(ledger.ForgetFact(ledger.Facts[0].Id));
        Assert.Empty(ledger.State.Statements);
    }

    /// <summary>"My sister" is Hanna, as long as there is only one.</summary>
    [Fact]
    public void ForgetFact_OfOneWhomTheSentenceDoesNotName_IsGone()
    {
        var ledger = ToldLedger.Of("My sister Hanna is a nurse.", "My sister lives in Rome.");

        Assert.True(ledger.ForgetFact(ledger.Facts.Single(fact => fact.Value == "Rome").Id));

        Assert.DoesNotContain(ledger.Facts, fact => fact.Value == "Rome");
        Assert.NotEmpty(ledger.Facts);
    }

    private static void Tell(FactLedger ledger, string id, string value, StatementKind kind) =>
        ledger.Add(new(id, id, TestTimes.Noon.AddDays(int.Parse(id, System.Globalization.CultureInfo.InvariantCulture))), [new(FactAttributes.User, FactAttributes.Pet, value, kind, null, null, id)]);
}
