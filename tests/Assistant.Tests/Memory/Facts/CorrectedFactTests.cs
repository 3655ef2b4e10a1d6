using Assistant.Memory.Facts;

namespace Assistant.Tests.Memory.Facts;

/// <summary>Of which of the facts that were told a bare correction is.</summary>
public sealed class CorrectedFactTests
{
    [Theory]
    [InlineData("ada@example.org", FactAttributes.Email)]
    [InlineData("555 0188", FactAttributes.Phone)]
    [InlineData("14 Elm Street", FactAttributes.Address)]
    [InlineData("8 June", FactAttributes.Birthday)]
    [InlineData("6月8日", FactAttributes.Birthday)]
    [InlineData("Oslo", null)]
    [InlineData("奥斯陆", null)]
    public void Of_FactsOfEveryKind_IsTheOnlyOneOfItsKind(string right, string? attribute)
    {
        Fact[] told = [Fact(FactAttributes.Name, "Anna"), Fact(FactAttributes.Home, "Bergen"), Fact(FactAttributes.Email, "anna@example.org"), Fact(FactAttributes.Phone, "555 0199"), Fact(FactAttributes.Address, "12 Elm Street"), Fact(FactAttributes.Birthday, "06-07")];

        Assert.Equal(attribute, CorrectedFact.Of(told, right, TestTimes.Noon)?.Fact.Attribute);
    }

    [Fact]
    public void Of_OneValueThatHeldTwice_IsThatOneWhateverItsKind()
    {
        var home = Fact(FactAttributes.Home, "Bergen");

        Assert.Equal("12 Elm Street", CorrectedFact.Of([home, home with { RecordedAt = TestTimes.Noon.AddDays(3) }], "12 Elm Street", TestTimes.Noon)?.Value);
    }

    private static Fact Fact(string attribute, string value) => new("f-" + attribute, FactAttributes.User, attribute, value, null, null, false, TestTimes.Noon, []);
}
