using Assistant.Perception;

namespace Assistant.Tests.Perception;

public sealed class PastedTableTests
{
    [Theory]
    [InlineData("How much is the lamp?\n\nItem\tPrice\r\nChair\t40\r\nLamp\t\r\n", "Item\tPrice\nChair\t40\nLamp\t\n", "How much is the lamp?")]
    [InlineData("Item\tPrice\nChair\t40\nHow much is it?", "Item\tPrice\nChair\t40\n", "How much is it?")]
    [InlineData("a\tb\nc\td", "a\tb\nc\td\n", "")]
    [InlineData("before\na\tb\nc\td\nbetween\n1\t2\t3\n4\t5\t6\n7\t8\t9\nafter", "1\t2\t3\n4\t5\t6\n7\t8\t9\n", "before\na\tb\nc\td\nbetween\nafter")]
    public void Of_TextWithRowsAndColumns_TakesThemOut(string text, string rows, string rest) => Assert.Equal(new PastedTable(rows, rest), PastedTable.Of(text));

    [Theory]
    [InlineData("")]
    [InlineData("How much is the lamp?\nAnd the chair?")]
    [InlineData("Total\t12")]
    [InlineData("a\tb\nHow much?\nc\td")]
    [InlineData("a\tb\nc\td\te")]
    public void Of_TextWithoutTwoRowsOfOneWidth_IsNone(string text) => Assert.Null(PastedTable.Of(text));
}
