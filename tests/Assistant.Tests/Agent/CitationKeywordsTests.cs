using Assistant.Agent;
using Assistant.Perception;

namespace Assistant.Tests.Agent;

public sealed class CitationKeywordsTests
{
    [Theory]
    [InlineData("Handbook > Travel > Meal allowance", "The allowance is 28 EUR a day.", "Meal allowance|Travel|Handbook")]
    [InlineData("Travel", "The allowance for meals is 28 EUR; the allowance is paid by day.", "Travel|allowance|meals")]
    [InlineData("travel", "Travel by train. Trains are paid.", "travel|train|paid")]
    [InlineData("A heading that is much longer than twenty-eight characters", "Invoices are due on Friday.", "Invoices|Friday")]
    [InlineData(null, "12.50 on 14.3. at 9:30", "")]
    [InlineData(null, "", "")]
    public void Of_Citation_NamesItsHeadingsThenItsWords(string? heading, string quote, string expected) =>
        Assert.Equal(expected, string.Join('|', CitationKeywords.Of(Quoted(quote, heading), 3, 28)));

    [Fact]
    public void Of_Chinese_IsTakenApartAtCommonWords()
    {
        var keywords = CitationKeywords.Of(Quoted("差旅补贴是每天二百元，差旅补贴的标准见附录。", null), 3, 28);

        Assert.Equal("差旅补贴", keywords[0]);
        Assert.All(keywords, word => Assert.DoesNotContain('的', word));
    }

    [Fact]
    public void Of_Sheet_NamesIt() => Assert.Equal(["Prices", "Pears"], CitationKeywords.Of(new(1, EvidenceKind.Document, "e", "a.xlsx", "Pears 3.20", new SourcePosition { Sheet = "Prices" }), 3, 28));

    [Fact]
    public void Of_LongQuote_IsWithinItsLimitsAndTheSameEachTime()
    {
        var quote = Quoted(string.Join(' ', Enumerable.Range(0, 400).Select(i => $"{new string((char)('a' + (i % 26)), 4 + (i % 40))}")), null);

        var keywords = CitationKeywords.Of(quote, 3, 28);

        Assert.Equal(3, keywords.Count);
        Assert.All(keywords, word => Assert.InRange(word.Length, 4, 28));
        Assert.Equal(keywords, CitationKeywords.Of(quote, 3, 28));
    }

    private static Citation Quoted(string quote, string? heading) => new(1, EvidenceKind.Document, "e", "a.pdf", quote, new SourcePosition { Heading = heading });
}
