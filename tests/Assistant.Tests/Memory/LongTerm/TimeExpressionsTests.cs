using Assistant.Memory.LongTerm;

namespace Assistant.Tests.Memory.LongTerm;

public sealed class TimeExpressionsTests
{
    // A Wednesday.
    private static readonly DateTimeOffset s_now = new(2025, 6, 18, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("What did I say last Tuesday?", "2025-06-10", "2025-06-11")]
    [InlineData("What happened yesterday?", "2025-06-17", "2025-06-18")]
    [InlineData("Where was she in May?", "2025-05-01", "2025-06-01")]
    [InlineData("Where was she in November?", "2024-11-01", "2024-12-01")]
    [InlineData("What did he buy on 7 May 2023?", "2023-05-07", "2023-05-08")]
    [InlineData("What did he buy on May 7, 2023?", "2023-05-07", "2023-05-08")]
    [InlineData("Who came 2 weeks ago?", "2025-06-04", "2025-06-05")]
    [InlineData("Who came last month?", "2025-05-01", "2025-06-01")]
    [InlineData("What was planned in 2024?", "2024-01-01", "2025-01-01")]
    [InlineData("我上周五说了什么", "2025-06-13", "2025-06-14")]
    [InlineData("去年我们去了哪里", "2024-01-01", "2025-01-01")]
    [InlineData("3月买了什么", "2025-03-01", "2025-04-01")]
    [InlineData("Who came last weekend?", "2025-06-14", "2025-06-16")]
    [InlineData("Who came a few weeks ago?", "2025-05-28", "2025-05-29")]
    [InlineData("三天前我买了什么", "2025-06-15", "2025-06-16")]
    [InlineData("两周前谁来过", "2025-06-04", "2025-06-05")]
    [InlineData("大前天谁来过", "2025-06-15", "2025-06-16")]
    public void Find_NamedTime_IsItsStretch(string text, string from, string until) =>
        Assert.Equal(new TimeSpanOfText(Milliseconds(from), Milliseconds(until)), TimeExpressions.Find(text, s_now));

    [Theory]
    [InlineData("May I ask who bakes bread?")]
    [InlineData("What is the dog's name?")]
    [InlineData("What happened on 9999-12-31?")]
    [InlineData("What happened in May 0000?")]
    [InlineData("What happened in December 9999?")]
    [InlineData("9999年12月发生了什么")]
    public void Find_NoTimeNamed_IsNull(string text) => Assert.Null(TimeExpressions.Find(text, s_now));

    private static long Milliseconds(string date) => new DateTimeOffset(DateTime.Parse(date, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero).ToUnixTimeMilliseconds();
}
