using Assistant.Agent.Extractive.Values;

namespace Assistant.Tests.Agent.Extractive;

/// <summary>A value that was asked after, and what a text names of its kind.</summary>
public sealed class ValueComparisonTests
{
    [Theory]
    [InlineData("30 June", "The lease ends on 30 June 2027.", true)]
    [InlineData("30 June 2026", "The lease ends on 30 June 2027.", false)]
    [InlineData("1 June", "The lease ends on 30 June 2027.", false)]
    [InlineData("3 May 2027", "Deadline: 2027-05-03", true)]
    [InlineData("May 3", "due on 3 May", true)]
    [InlineData("6月30日", "合同于2027年6月30日到期", true)]
    [InlineData("7月30日", "合同于2027年6月30日到期", false)]
    [InlineData("May 2027", "due on 3 May 2027", true)]
    [InlineData("3 May 2027", "due in May 2027", null)]
    [InlineData("3 May 2027", "due in June 2027", false)]
    [InlineData("3 April 2027", "due 03/04/2027", null)]
    [InlineData("3 April 2027", "due 14/04/2027", false)]
    [InlineData("tomorrow", "due on 3 May 2027", null)]
    [InlineData("Wednesday", "open Monday to Friday", true)]
    [InlineData("Sunday", "open Monday to Friday", false)]
    [InlineData("Saturday", "open Friday to Sunday", true)]
    [InlineData("Tuesday", "open on Mondays and Thursdays", false)]
    [InlineData("Thursday", "open on Mondays and Thursdays", true)]
    [InlineData("周三", "周一至周五营业", true)]
    [InlineData("周日", "周一至周五营业", false)]
    [InlineData("Monday", "on 3 May 2027", true)]
    [InlineData("Tuesday", "on 3 May 2027", false)]
    [InlineData("4 June 2027", "from 1 June to 15 June 2027", true)]
    [InlineData("20 June 2027", "from 1 June to 15 June 2027", false)]
    [InlineData("9 am", "open from 09:00", true)]
    [InlineData("5 pm", "closes at 17:00", true)]
    [InlineData("5:00", "closes at 5 pm", null)]
    [InlineData("6 pm", "closes at 5 pm", false)]
    [InlineData("10:00", "9:00 to 17:00", true)]
    [InlineData("8:00", "09:00 to 17:00", false)]
    [InlineData("5:00", "9:00 to 17:00", null)]
    [InlineData("10:00", "9:00 to 5:00", null)]
    [InlineData("23:00", "22:00 - 06:00", true)]
    [InlineData("noon", "9:00 - 17:00", true)]
    [InlineData("下午3点", "会议在15:00", true)]
    [InlineData("下午3点半", "会议在15:00", false)]
    [InlineData("2000 g", "weight: 2 kg", true)]
    [InlineData("2 kg", "weight: 3 kg", false)]
    [InlineData("3 kg", "3 m long, 2 kg", false)]
    [InlineData("48 hours", "within 2 days", true)]
    [InlineData("31 days", "1 month", null)]
    [InlineData("12 months", "1 year", true)]
    [InlineData("$240", "Total: €240", false)]
    [InlineData("$260", "Total: €240", null)]
    [InlineData("€240", "Total: 240 euros", true)]
    [InlineData("€240", "Total: 240.50 EUR", false)]
    [InlineData("6 kg", "up to 10 kg", null)]
    [InlineData("12 kg", "up to 10 kg", false)]
    [InlineData("8 years", "at least 10 years", false)]
    [InlineData("5 years", "from 4 to 10 years", null)]
    [InlineData("12 years", "from 4 to 10 years", false)]
    [InlineData("15 EUR", "10 EUR to 20 EUR", null)]
    [InlineData("25 EUR", "10 EUR to 20 EUR", false)]
    [InlineData("20公斤", "10公斤以上", null)]
    [InlineData("5公斤", "10公斤以上", false)]
    [InlineData("20%", "a discount of 20 %", true)]
    public void IsAmong_OfWhatATextNames_IsToldWhereItCanBe(string asked, string text, bool? expected)
    {
        var value = Assert.Single(ValueFinder.Find(asked));

        Assert.Equal(expected, ValueComparison.IsAmong(value, [.. ValueFinder.Find(text).Where(each => each.Kind == value.Kind)], text));
    }
}
