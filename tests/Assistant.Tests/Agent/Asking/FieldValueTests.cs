using Assistant.Agent.Asking;

namespace Assistant.Tests.Agent.Asking;

public sealed class FieldValueTests
{
    private static readonly DateTimeOffset s_now = new(2027, 3, 12, 10, 0, 0, TimeSpan.FromHours(1));

    [Theory]
    [InlineData(AskedFieldKind.Text, "  pears ", "\"pears\"")]
    [InlineData(AskedFieldKind.WholeNumber, "3", "3")]
    [InlineData(AskedFieldKind.WholeNumber, "1,250", "1250")]
    [InlineData(AskedFieldKind.WholeNumber, "３", "3")]
    [InlineData(AskedFieldKind.Number, "-2.5", "-2.5")]
    [InlineData(AskedFieldKind.Date, "2027-03-14", "\"2027-03-14\"")]
    [InlineData(AskedFieldKind.Date, "tomorrow", "\"2027-03-13\"")]
    [InlineData(AskedFieldKind.Date, "后天", "\"2027-03-14\"")]
    [InlineData(AskedFieldKind.DateAndTime, "2027-03-14 9:30", "\"2027-03-14T09:30\"")]
    [InlineData(AskedFieldKind.DateAndTime, "2027-03-14T14:30", "\"2027-03-14T14:30\"")]
    [InlineData(AskedFieldKind.DateAndTime, "tomorrow at 14:30", "\"2027-03-13T14:30\"")]
    [InlineData(AskedFieldKind.Toggle, "Yes", "true")]
    [InlineData(AskedFieldKind.Toggle, "不要", "false")]
    [InlineData(AskedFieldKind.Choice, "express", "\"Express\"")]
    [InlineData(AskedFieldKind.Choice, "2", "\"Express\"")]
    [InlineData(AskedFieldKind.Choice, "exp", "\"Express\"")]
    public void Read_OfWhatFits_IsTakenAsTheToolWantsIt(AskedFieldKind kind, string written, string json)
    {
        var value = FieldValue.Read(Field(kind), written, s_now, "en");

        Assert.Null(value.Problem);
        Assert.Equal(json, value.Json!.ToJsonString());
    }

    [Theory]
    [InlineData(AskedFieldKind.Text, "   ", "“the field” is missing.")]
    [InlineData(AskedFieldKind.WholeNumber, "many", "“many” is not a number (the field).")]
    [InlineData(AskedFieldKind.WholeNumber, "2.5", "“2.5” is not a whole number (the field).")]
    [InlineData(AskedFieldKind.Number, "1,2,3", "“1,2,3” is not a number (the field).")]
    [InlineData(AskedFieldKind.Date, "2027-02-30", "“2027-02-30” is not a date (the field); write it like 2027-03-14.")]
    [InlineData(AskedFieldKind.DateAndTime, "2027-03-14", "“2027-03-14” is not a date with a time (the field); write it like 2027-03-14 14:30.")]
    [InlineData(AskedFieldKind.DateAndTime, "2027-03-14 25:10", "“2027-03-14 25:10” is not a date with a time (the field); write it like 2027-03-14 14:30.")]
    [InlineData(AskedFieldKind.Toggle, "perhaps", "“perhaps” is neither yes nor no (the field).")]
    [InlineData(AskedFieldKind.Choice, "3", "“3” is none of: Standard, Express (the field).")]
    public void Read_OfWhatDoesNotFit_SaysWhy(AskedFieldKind kind, string written, string problem)
    {
        var value = FieldValue.Read(Field(kind), written, s_now, "en");

        Assert.Null(value.Json);
        Assert.Equal(problem, value.Problem);
    }

    [Fact]
    public void Read_OutsideTheBounds_SaysThem()
    {
        var field = Field(AskedFieldKind.WholeNumber) with { Least = 1, Most = 12 };

        Assert.Equal("“the field” must be between 1 and 12.", FieldValue.Read(field, "13", s_now, "en").Problem);
        Assert.Equal("“the field”必须是1 到 12 之间的数。", FieldValue.Read(field, "0", s_now, "zh").Problem);
        Assert.Equal("12", FieldValue.Read(field, "12", s_now, "en").Json!.ToJsonString());
    }

    [Fact]
    public void Read_OfTooMuch_SaysHowMuchIsTaken() =>
        Assert.Contains("at most 1000 characters", FieldValue.Read(Field(AskedFieldKind.Text), new string('x', 1_001), s_now, "en").Problem, StringComparison.Ordinal);

    private static AskedField Field(AskedFieldKind kind) => new("field", "the field", kind) { Options = kind == AskedFieldKind.Choice ? ["Standard", "Express"] : [] };
}
