using Assistant.Channels.BotFramework.Outbound.Markdown;

namespace Assistant.Tests.Channels.BotFramework.Markdown;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("# Offers", "Offers")]
    [InlineData("The total is **12.50 EUR**, *not* __13__. [1]", "The total is 12.50 EUR, not 13. [1]")]
    [InlineData("> Total: 12.50", "Total: 12.50")]
    [InlineData("- one\n- two", "- one\n- two")]
    [InlineData("1. one\n2. two", "1. one\n2. two")]
    [InlineData("See [the page](https://example.com/a) and `run.sh`", "See the page (https://example.com/a) and run.sh")]
    [InlineData("\\[1\\] a\\_b: 2 \\* 3  ", "[1] a_b: 2 * 3")]
    [InlineData("\\&amp; \\~~a\\~~ C:\\\\\\*", "&amp; ~~a~~ C:\\*")]
    [InlineData("a\0b \\*", "ab *")]
    [InlineData("snake_case_name and 2*3*4", "snake_case_name and 2*3*4")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n1 | 2")]
    [InlineData("```csharp\nvar a = **b**;\n```\nDone.", "var a = **b**;\nDone.")]
    public void Of_Markdown_HasNoMarksLeft(string markdown, string plain) => Assert.Equal(plain, PlainText.Of(markdown));
}
