using Assistant.Agent.Extractive.Layout;
using Assistant.Agent.Extractive.Questions;
using Assistant.Perception;

namespace Assistant.Tests.Agent.Extractive;

/// <summary>Labels find their values by how their neighbours stand, in words that no lexicon knows.</summary>
public sealed class PictureFieldsTests
{
    [Fact]
    public void List_OfLabelsWithValuesBeside_IsNotReadDownwards()
    {
        var fields = Fields(Made.Picture("device.png", (40, 20, "Gizmo"),
            (40, 100, "Flurb"), (300, 100, "Zentik"), (40, 140, "Quandle"), (300, 140, "Morpo"), (40, 180, "Wibbet"), (300, 180, "Tarsil"), (40, 220, "Dorple"), (300, 220, "Vintek")));

        Assert.Equal(["Flurb: Zentik", "Quandle: Morpo", "Wibbet: Tarsil", "Dorple: Vintek"], fields);
    }

    [Fact]
    public void Tiles_WithLabelsAboveFigures_AreReadDownwards()
    {
        var fields = Fields(Made.Picture("tiles.png", (40, 20, "Plant"),
            (40, 100, "Flurb"), (240, 100, "Quandle"), (440, 100, "Wibbet"), (40, 122, "41 km/h"), (240, 122, "77%"), (440, 122, "1,204")));

        Assert.Equal(["Flurb: 41 km/h", "Quandle: 77%", "Wibbet: 1,204"], fields);
    }

    [Fact]
    public void Form_WithLabelsAboveFields_IsReadInPairs()
    {
        var fields = Fields(Made.Picture("form.png", (40, 20, "Visitor"),
            (40, 100, "Name"), (40, 124, "Ilse Brandauer"), (40, 180, "Company"), (40, 204, "Nordfjell"), (40, 260, "Phone"), (40, 284, "555 0177")));

        Assert.Contains("Name: Ilse Brandauer", fields);
        Assert.Contains("Company: Nordfjell", fields);
        Assert.Contains("Phone: 555 0177", fields);
    }

    [Fact]
    public void Table_WithTwoOfItsColumnsInLine_StaysATable()
    {
        var table = Made.Picture("table.png",
            (40, 20, "#"), (120, 20, "Club"), (320, 20, "Won"), (440, 20, "Points"),
            (40, 50, "1"), (120, 50, "Harbour Nine"), (320, 50, "12"), (440, 50, "40"),
            (40, 80, "2"), (120, 80, "Old Mill"), (320, 80, "9"), (440, 80, "31"));

        var cell = Assert.Single(EvidenceLayout.Read(table).Passages, p => p.Text == "31");

        Assert.Equal("Old Mill, Points", cell.Label);
    }

    [Fact]
    public async Task Calendar_OfAWeek_SaysTheDayOfAnEntry()
    {
        var week = Made.Picture("week.png", (40, 20, "Week 41"),
            (200, 60, "Mon 12"), (400, 60, "Tue 13"), (600, 60, "Wed 14"),
            (40, 100, "9:00"), (200, 100, "Planning"), (600, 100, "Dentist"),
            (40, 170, "14:00"), (400, 170, "Inspection"), (600, 170, "Rehearsal"));

        Assert.Contains("Wed 14", (await new Asked(week).AskAsync("On which day is the dentist?")).Text, StringComparison.Ordinal);
        Assert.Equal("14:00, Tue 13", Assert.Single(EvidenceLayout.Read(week).Passages, p => p.Text == "Inspection").Label);
    }

    [Theory]
    [InlineData("Patient: Henrik Dahl Born: 04.11.1979", "Patient=Patient: Henrik Dahl", "Born=Born: 04.11.1979")]
    [InlineData("合计：¥3,094.00 已付定金：¥1,000.00", "合计=合计：¥3,094.00", "已付定金=已付定金：¥1,000.00")]
    public void Line_WithSeveralLabels_IsSplit(string line, params string[] expected) =>
        Assert.Equal(expected, KeyValue.SplitMany(line).Select(pair => $"{pair.Label}={pair.Text}"));

    [Theory]
    [InlineData("See https://example.org: it is there")]
    [InlineData("Open 09:30 to 17:15")]
    [InlineData("Total: 12.50")]
    public void Line_WithOneLabelOrNone_IsNotSplit(string line) => Assert.Empty(KeyValue.SplitMany(line));

    [Theory]
    [InlineData("Net 3,740.00", "Net")]
    [InlineData("Table 12", "Table")]
    [InlineData("3,740.00", "")]
    [InlineData("We paid 12 people on Monday", "")]
    public void ValueAtTheEnd_IsNamedByTheWordsBefore(string line, string label) => Assert.Equal(label, KeyValue.LabelBefore(line));

    [Theory]
    [InlineData("周五第一节上什么？", false)]
    [InlineData("这里可以停车吗？", true)]
    [InlineData("他来了么？", true)]
    [InlineData("Does it ring when somebody calls?", true)]
    [InlineData("Which tune plays when somebody calls?", false)]
    public void Question_ForYesOrNo_IsToldFromOthers(string question, bool yesNo) => Assert.Equal(yesNo, QuestionReader.Read(question).Form == QuestionForm.YesNo);

    [Theory]
    [InlineData("When does it open?")]
    [InlineData("Do you know when it opens?")]
    [InlineData("Can you tell me when the shop opens?")]
    public void Question_ForATime_IsKnownBehindCourtesy(string question) => Assert.Equal(QuestionForm.When, QuestionReader.Read(question).Form);

    private static List<string> Fields(Evidence picture) => [.. EvidenceLayout.Read(picture).Passages.Where(p => p.Kind is PassageKind.Field or PassageKind.Cell).Select(p => p.Spoken)];
}
