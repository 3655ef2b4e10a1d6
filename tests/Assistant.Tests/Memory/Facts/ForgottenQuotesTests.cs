using Assistant.Memory.Facts;

namespace Assistant.Tests.Memory.Facts;

/// <summary>What is forgotten stands in the words of nothing that stays.</summary>
public sealed class ForgottenQuotesTests
{
    [Theory]
    [InlineData("I'm Anna Berg, I live at 12 Elm Street and my phone is 555 0199.", FactAttributes.Address, "12 Elm Street", FactAttributes.Phone, "I'm Anna Berg, I live at … and my phone is 555 0199.")]
    [InlineData("I'm Anna Berg, I live at 12 Elm Street and my phone is 555 0199.", FactAttributes.Phone, "555 0199", FactAttributes.Name, "I'm Anna Berg, I live at 12 Elm Street and my phone is ….")]
    [InlineData("I live in Bergen and my birthday is 7 June 1990.", FactAttributes.Birthday, "June", FactAttributes.Home, "…")]
    [InlineData("我叫李明，住在上海，手机号是13800138000。", FactAttributes.Phone, "13800138000", FactAttributes.Home, "我叫李明，住在上海，手机号是…。")]
    [InlineData("我叫李明，住在上海，手机号是13800138000。", FactAttributes.Home, "上海", FactAttributes.Name, "我叫李明，住在…，手机号是13800138000。")]
    public void Forget_OneOfASentence_ItsValueIsNotInTheWordsOfTheOthers(string sentence, string forgotten, string value, string other, string quote)
    {
        foreach (var byId in new[] { false, true })
        {
            var ledger = ToldLedger.Of(sentence);
            Assert.True(byId ? ledger.ForgetFact(ledger.Facts.Single(fact => fact.Attribute == forgotten).Id) : ledger.Forget(FactAttributes.User, forgotten));

            Assert.Equal(quote, ledger.Facts.Single(fact => fact.Attribute == other).Source.Quote);
            Assert.DoesNotContain(ledger.State.Statements, kept => kept.Statement.Quote.Contains(value, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void Forget_WhatNobodySaysByChance_GoesFromTheWordsOfOtherSentences()
    {
        var ledger = ToldLedger.Of("My address is 12 Elm Street.");
        ledger.Add(new("rex", "My dog at 12  elm street is called Rex.", TestTimes.Noon), [new(FactAttributes.User, FactAttributes.Pet, "dog Rex", StatementKind.Holds, null, null, "My dog at 12  elm street is called Rex.")]);

        Assert.True(ledger.Forget(FactAttributes.User, FactAttributes.Address));

        Assert.Equal("My dog at … is called Rex.", Assert.Single(ledger.Facts).Source.Quote);
    }

    [Fact]
    public void Forget_ACommonWord_StaysInOtherSentences()
    {
        var ledger = ToldLedger.Of("I live in Bergen.", "I work for Bergen Bakery.");

        Assert.True(ledger.Forget(FactAttributes.User, FactAttributes.Home));

        Assert.Equal("I work for Bergen Bakery.", Assert.Single(ledger.Facts).Source.Quote);
    }
}
