using Assistant.Memory.Facts;

namespace Assistant.Tests.Memory.Facts;

public sealed class FactBudgetTests
{
    [Fact]
    public void Budget_TooManyFacts_ArchivesTheUnusedAndKeepsTheUsed()
    {
        var ledger = Ledger(10);
        var used = ledger.Facts[0];
        ledger.Used(used.Id, TestTimes.Noon.AddDays(29));

        var (atHand, archived) = FactBudget.Split(ledger, TestTimes.Noon.AddDays(30), new() { MaxFacts = 3 });

        Assert.Equal(used.Id, atHand[0].Id);
        Assert.Equal(3, atHand.Count);
        Assert.Equal(7, archived.Count);
    }

    [Fact]
    public void Budget_OfBytes_IsKept()
    {
        var (atHand, archived) = FactBudget.Split(Ledger(100), TestTimes.Noon.AddDays(200), new() { MaxBytes = 1_024 });

        Assert.NotEmpty(atHand);
        Assert.True(atHand.Sum(fact => fact.Value.Length + fact.Origins.Sum(origin => origin.Quote.Length)) <= 1_024);
        Assert.Equal(100, atHand.Count + archived.Count);
    }

    [Fact]
    public void Options_WithoutRoom_AreInvalid() => Assert.False(new FactBudgetOptions { MaxFacts = 0 }.IsValid());

    private static FactLedger Ledger(int facts)
    {
        var ledger = new FactLedger();
        for (var i = 0; i < facts; i++)
            ledger.Add(new($"e{i:D3}", "", TestTimes.Noon.AddHours(i)), [new(FactAttributes.User, FactAttributes.Likes, $"thing {i}", StatementKind.Holds, null, null, $"I like thing {i}.")]);
        return ledger;
    }
}
