using Assistant.Speech;

namespace Assistant.Tests.Speech;

public sealed class SpokenTextTests
{
    [Theory]
    [InlineData("The total is **12.50** [1], due on *Friday* [2][3].", "The total is 12.50, due on Friday.")]
    [InlineData("总计 **12.50** 元【1】，周五到期 [1, 2]。", "总计 12.50 元，周五到期。")]
    [InlineData("# Filters\nOpen it.\n\n- Rinse\n- Dry!\n1. Close", "Filters.\nOpen it.\nRinse.\nDry!\nClose.")]
    [InlineData("- 清洗\n- 晾干", "清洗。\n晾干。")]
    [InlineData("Before\n```csharp\nvar x = 1; // [1]\n```\nafter", "Before\nafter")]
    [InlineData("~~~\n```\n~~~\nafter", "after")]
    [InlineData("````\n```\nstill code\n````\nafter", "after")]
    [InlineData("```\nnever closed", "")]
    [InlineData("See [the manual](https://example.test/a_b) and ![a cat](cat.png).", "See the manual and a cat.")]
    [InlineData("Text [1].\n\n[1]: cite:1 \"invoice.png\"", "Text.")]
    [InlineData("| Item | Price |\n|---|---:|\n| Tea | 3.20 |", "Item, Price.\nTea, 3.20.")]
    [InlineData("Use `dotnet build`, snake_case_name and 2*3.", "Use dotnet build, snake_case_name and 23.")]
    [InlineData("A line<br>and <b>bold</b>, a < b.", "A line and  bold , a < b.")]
    [InlineData("Not a \\[link\\] nor \\*stars\\*.", "Not a [link] nor *stars*.")]
    [InlineData("> quoted\n> - [x] done", "quoted.\ndone.")]
    [InlineData("One\n\n---\n\nTwo", "One\nTwo")]
    [InlineData("", "")]
    public void Text_IsWhatIsSaid(string markdown, string spoken) => Assert.Equal(spoken, SpokenText.Of(markdown));

    [Theory]
    [InlineData("Short.", 100, "Short.")]
    [InlineData("One two. Three four. Five", 22, "One two. Three four.")]
    [InlineData("第一句。第二句。第三句。", 9, "第一句。第二句。")]
    [InlineData("one two three four", 10, "one two")]
    [InlineData("ab\U0001F600cd", 3, "ab")]
    [InlineData("Costs 1.50 each and more", 9, "Costs")]
    public void Beginning_EndsAtASentenceElseAtAWord(string text, int most, string beginning) => Assert.Equal(beginning, SpokenText.Beginning(text, most));

    /// <summary>A pattern that looks from each mark to the end of the text would take a minute here.</summary>
    [Theory]
    [InlineData("[")]
    [InlineData("*")]
    [InlineData("_")]
    [InlineData("`")]
    [InlineData("<a")]
    [InlineData("![")]
    [InlineData("[a](")]
    [InlineData("<https:")]
    [InlineData("| ")]
    [InlineData("> ")]
    [InlineData("- [x] ")]
    [InlineData("<!--")]
    [InlineData("【1")]
    public void Text_OfManyMarks_ComesToAnEnd(string mark)
    {
        var marked = string.Concat(Enumerable.Repeat(mark, 100_000));
        Assert.InRange(SpokenText.Of(marked).Length, 0, marked.Length + 1);
    }
}
