using Assistant.Agent.Extractive.Values;

namespace Assistant.Tests.Agent.Extractive;

/// <summary>Dates that day first or month first decides, by the others of their document.</summary>
public sealed class DocumentDatesTests
{
    private static readonly DateTimeOffset s_now = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("03/04/2027", "03/14/2027", 3, 4, false)]
    [InlineData("03/04/2027", "14/03/2027", 4, 3, false)]
    [InlineData("03/04/2027", "05/06/2027", 4, 3, true)]
    [InlineData("03/04/2027", "3 May 2027", 4, 3, true)]
    [InlineData("13/04/2027", "03/14/2027", 4, 13, false)]
    [InlineData("03.04.2027", "03/14/2027", 4, 3, false)]
    public void Read_OfADateThatMayBeReadTwice_GoesByTheOthers(string text, string other, int month, int day, bool ambiguous)
    {
        var read = new DocumentDates([text, other]).Read(text, s_now)!;

        Assert.Equal((month, day, ambiguous), (read.Date.Month, read.Date.Day, read.Ambiguous));
    }

    [Fact]
    public async Task Span_ToADateThatMayBeReadTwice_SaysWhichDayItWasTakenFor()
    {
        var answer = await new Asked(Made.Document("bill.txt", "Invoice 4711", "Due date: 03/04/2027")).AskAsync("How many days until the due date?");

        Assert.Contains("read as day/month: Saturday, 3 April 2027", answer.Text, StringComparison.Ordinal);
    }
}
