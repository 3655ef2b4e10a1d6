using Assistant.Tools.Dates;
using CsCheck;

namespace Assistant.Tests.Tools;

public sealed class DateTests
{
    // A Wednesday.
    private static readonly DateTimeOffset s_now = new(2025, 3, 12, 23, 30, 0, TimeSpan.FromHours(8));

    [Theory]
    [InlineData("2025-03-14", "2025-03-14")]
    [InlineData("14 March 2025", "2025-03-14")]
    [InlineData("March 14th, 2025", "2025-03-14")]
    [InlineData("14. Sept 25", "2025-09-14")]
    [InlineData("Friday, 14 March 2025", "2025-03-14")]
    [InlineData("14.03.2025", "2025-03-14")]
    [InlineData("3/14/2025", "2025-03-14")]
    [InlineData("14/3", "2025-03-14")]
    [InlineData("2024年2月29日", "2024-02-29")]
    [InlineData("3月14号", "2025-03-14")]
    [InlineData("2025年3月14日（星期五）", "2025-03-14")]
    [InlineData("today", "2025-03-12")]
    [InlineData("后天", "2025-03-14")]
    [InlineData("in 3 weeks", "2025-04-02")]
    [InlineData("three days ago", "2025-03-09")]
    [InlineData("3天前", "2025-03-09")]
    [InlineData("十二天后", "2025-03-24")]
    [InlineData("in 2 working days", "2025-03-14")]
    [InlineData("Friday", "2025-03-14")]
    [InlineData("next Friday", "2025-03-21")]
    [InlineData("last monday", "2025-03-03")]
    [InlineData("下周三", "2025-03-19")]
    [InlineData("本周日", "2025-03-16")]
    public void Read_Dates(string text, string expected) => Assert.Equal(DateOnly.ParseExact(expected, "yyyy-MM-dd"), DateText.Read(text, s_now)?.Date);

    [Theory]
    [InlineData("2025-02-30")]
    [InlineData("31/31/2025")]
    [InlineData("the invoice of 3 March")]
    [InlineData("in 99999 years")]
    [InlineData("")]
    public void Read_WhatIsNoDate_IsNull(string text) => Assert.Null(DateText.Read(text, s_now));

    [Fact]
    public void Read_BothOrdersPossible_IsAmbiguous()
    {
        Assert.True(DateText.Read("03/04/2025", s_now)!.Ambiguous);
        Assert.False(DateText.Read("03.04.2025", s_now)!.Ambiguous);
        Assert.False(DateText.Read("13/04/2025", s_now)!.Ambiguous);
    }

    [Fact]
    public void Add_MonthsAndWorkdays_FollowTheCalendar()
    {
        Assert.Equal(new DateOnly(2025, 2, 28), DateCalculator.Add(new(2025, 1, 31), 1, DateUnit.Month));
        Assert.Equal(new DateOnly(2025, 2, 28), DateCalculator.Add(new(2024, 2, 29), 1, DateUnit.Year));
        Assert.Equal(new DateOnly(2025, 3, 17), DateCalculator.Add(new(2025, 3, 14), 1, DateUnit.Workday));
        Assert.Equal(new DateOnly(2025, 3, 17), DateCalculator.Add(new(2025, 3, 15), 1, DateUnit.Workday));
        Assert.Equal(new DateOnly(2025, 3, 14), DateCalculator.Add(new(2025, 3, 17), -1, DateUnit.Workday));
        Assert.Null(DateCalculator.Add(new(9999, 12, 31), 1, DateUnit.Day));
    }

    [Fact]
    public void Difference_CountsDaysMonthsAndWorkdays()
    {
        Assert.Equal(new DateDifference(31, 0, 1, 0, 22), DateCalculator.Difference(new(2025, 1, 1), new(2025, 2, 1)));
        Assert.Equal(new DateDifference(-31, 0, 1, 0, 22), DateCalculator.Difference(new(2025, 2, 1), new(2025, 1, 1)));
        Assert.Equal(366, DateCalculator.Difference(new(2024, 1, 1), new(2025, 1, 1)).Days);
    }

    [Fact]
    public void Workdays_ByDifference_AgreeWithAddingThem() =>
        (from start in Gen.Int[0, 3000] from n in Gen.Int[1, 400] select (start, n)).Sample(pair =>
        {
            var from = new DateOnly(2020, 1, 1).AddDays(pair.start);
            var to = DateCalculator.Add(from, pair.n, DateUnit.Workday)!.Value;
            return DateCalculator.Difference(from, to).Workdays == pair.n && DateText.Read(DateText.Write(to, "en"), s_now)!.Date == to && DateText.Read(DateText.Write(to, "zh"), s_now)!.Date == to;
        });
}
