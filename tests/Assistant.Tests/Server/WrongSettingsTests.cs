using Assistant.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Server;

public sealed class WrongSettingsTests
{
    static WrongSettingsTests() => TimeSettings.Apply();

    [Theory]
    [InlineData("0", 0)]
    [InlineData("00:01:00", 60)]
    [InlineData("0:10", 600)]
    [InlineData("23:59:59.5", 86_399.5)]
    [InlineData("1.00:00:00", 86_400)]
    [InlineData("-00:00:01", -1)]
    public void ATime_ThatIsClear_IsTaken(string value, double seconds)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Section:Patience", value)]).Build();

        Assert.Equal(TimeSpan.FromSeconds(seconds), configuration.GetSection("Section").Get<Settings>()!.Patience);
    }

    [Theory]
    [InlineData("Sees", "yes", "Section:Sees is 'yes'; it must be true or false.")]
    [InlineData("Count", "abc", "Section:Count is 'abc'; it must be a whole number, such as 10.")]
    [InlineData("Count", "3.5", "Section:Count is '3.5'; it must be a whole number, such as 10.")]
    [InlineData("Part", "half", "Section:Part is 'half'; it must be a number, such as 0.5.")]
    [InlineData("Patience", "60s", "Section:Patience is '60s'; it must be a time as hours:minutes:seconds, such as 00:01:00 for a minute, or 1.00:00:00 for a day.")]
    [InlineData("Patience", "180", "Section:Patience is '180'; it must be a time as hours:minutes:seconds, such as 00:01:00 for a minute, or 1.00:00:00 for a day.")]
    [InlineData("Patience", "24:00:00", "Section:Patience is '24:00:00'; it must be a time as hours:minutes:seconds, such as 00:01:00 for a minute, or 1.00:00:00 for a day.")]
    [InlineData("Day", "Someday", "Section:Day is 'Someday'; it must be one of Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday.")]
    [InlineData("Inner:Count", "'quoted'", "Section:Inner:Count is ''quoted''; it must be a whole number, such as 10.")]
    [InlineData("MasterKey", "swordfish", "Section:MasterKey is not a value of its kind; it must be a whole number, such as 10.")]
    public void In_AValueOfTheWrongType_NamesSettingValueAndWhatIsExpected(string name, string value, string expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new($"Section:{name}", value)]).Build();

        var thrown = Assert.ThrowsAny<InvalidOperationException>(() => configuration.GetSection("Section").Get<Settings>());

        Assert.Equal(expected, WrongSettings.In(thrown));
    }

    [Fact]
    public void In_SeveralSectionsThatAreWrong_SaysAll()
    {
        var (one, other) = (new OptionsValidationException("a", typeof(Settings), ["Turns: too few."]), new OptionsValidationException("b", typeof(Settings), ["Model: no name."]));

        Assert.Equal("Turns: too few.\nModel: no name.", WrongSettings.In(new AggregateException(one, other)));
        Assert.Null(WrongSettings.In(new AggregateException(one, new InvalidOperationException("A bug."))));
        Assert.Null(WrongSettings.In(new InvalidOperationException("A bug.")));
    }

    private sealed class Settings
    {
        public bool Sees { get; set; }
        public int Count { get; set; }
        public double Part { get; set; }
        public TimeSpan Patience { get; set; }
        public DayOfWeek Day { get; set; }
        public int MasterKey { get; set; }
        public Settings? Inner { get; set; }
    }
}
