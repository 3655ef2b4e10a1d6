using Assistant.Channels.BotFramework.Outbound.Markdown;
using CsCheck;

namespace Assistant.Tests.Channels.BotFramework.Markdown;

/// <summary>Each construct of Markdown as Teams' clients show it.</summary>
public sealed class TeamsMarkdownTests
{
    private static readonly Gen<string> s_line = OneOf(
        "Plain words [1].", "", "# Heading", "## Sub heading ##", "---", "***", "===", "- one", "  - nested", "1. first", "> quoted", "**bold** and *more*", "`code <b>` and <b>", "a < b and List<string>", "![plan](https://example.com/p.png) there",
        "Stop!", "line<br>break", "```csharp", "```", "~~~", "| a | b |", "|---|--:|", "| 1 | 2 |", "| long [1] | x |", "see <https://example.com/a>");

    private static readonly Gen<string> s_markdown = s_line.Array[0, 14].Select(lines => string.Join('\n', lines));

    [Theory]
    // Headings and rules are not shown by any client.
    [InlineData("# Offers", "**Offers**")]
    [InlineData("### Offers of **May** ###", "**Offers of May**")]
    [InlineData("Before\n## Offers\nAfter", "Before\n\n**Offers**\n\nAfter")]
    [InlineData("## Offers\n\n- one", "**Offers**\n\n- one")]
    [InlineData("#hashtag and # no heading", "#hashtag and # no heading")]
    [InlineData("One\n\n---\n\nTwo", "One\n\n\n\nTwo")]
    [InlineData("Title\n=====\ntext", "Title\n\ntext")]
    // What every client shows, or shows as it is written, stays.
    [InlineData("- one\n  - two\n    1. three\n- four", "- one\n  - two\n    1. three\n- four")]
    [InlineData("> quoted\n> more", "> quoted\n> more")]
    [InlineData("**bold** *italic* `code` [link](https://example.com) [1]", "**bold** *italic* `code` [link](https://example.com) [1]")]
    [InlineData("```csharp\n# no heading\n| a |\n|---|\n<b>\n```", "```csharp\n# no heading\n| a |\n|---|\n<b>\n```")]
    // A picture would be fetched by whoever reads.
    [InlineData("See ![the plan](https://example.com/p.png?q=secret).", "See [the plan](https://example.com/p.png?q=secret).")]
    [InlineData("![](https://example.com/p.png)", "[https://example.com/p.png](https://example.com/p.png)")]
    [InlineData("![plan](data:image/png;base64,AAAA)", "plan")]
    // Tags.
    [InlineData("Use List<string>, if a < b", "Use List&lt;string>, if a < b")]
    [InlineData("<at>Everyone</at> <script>alert(1)</script>", "&lt;at>Everyone&lt;/at> &lt;script>alert(1)&lt;/script>")]
    [InlineData(@"the field \<b> and \\<b>", @"the field &lt;b> and \\&lt;b>")]
    [InlineData("`List<string>` and ``a ` <b>`` and <b>", "`List<string>` and ``a ` <b>`` and &lt;b>")]
    [InlineData("one<br/>two <br> three", "one two three")]
    [InlineData("see <https://example.com/a> or <ada@example.com>", "see https://example.com/a or ada@example.com")]
    public void Of_Construct_IsWhatTeamsShows(string markdown, string shown) => Assert.Equal(shown, TeamsMarkdown.Of(markdown));

    [Fact]
    public void Table_OfPlainWords_StaysInColumns() => Assert.Equal(
        "Prices:\n\n```\nItem   Total\n-----  -----\nPears  12.50\n梨子    7.00\n```\n\nDone.",
        TeamsMarkdown.Of("Prices:\n| Item | Total |\n|:-----|----:|\n| **Pears** | 12.50 |\n| 梨子 | 7.00 |\nDone."));

    [Theory]
    [InlineData("| Item | Total |\n|---|---|\n| Pears | 12.50 [1] |\n| Plums | |", "- **Pears**: 12.50 [1]\n- Plums")]
    [InlineData("| Item | Price | Due |\n|---|---|---|\n| Pears | 12.50 [1] | Friday |\n| | 7.00 | |", "- **Pears**: Price 12.50 [1]; Due Friday\n- Price 7.00")]
    [InlineData("| File | Link |\n|---|---|\n| a \\| b | [open](https://example.com) |", "- **a | b**: [open](https://example.com)")]
    [InlineData("| A | B |\n|---|---|\n| x | 1 | surplus |\n| [y](https://example.com) |", "- **x**: 1\n- [y](https://example.com)")]
    public void Table_WithSourcesOrLinks_IsAList(string markdown, string shown) => Assert.Equal(shown, TeamsMarkdown.Of(markdown));

    [Fact]
    public void Table_TooWideForAPhone_IsAList()
    {
        var wide = new string('w', 40);
        Assert.Equal($"- **a**: Left {wide}; Right {wide}", TeamsMarkdown.Of($"| Name | Left | Right |\n|---|---|---|\n| a | {wide} | {wide} |"));
    }

    [Fact]
    public void Beginning_OfWhatGrows_IsWhatItsEndBeginsWith() => Gen.Select(s_markdown, Gen.Double[0, 1]).Sample((text, part) =>
    {
        var beginning = TeamsMarkdown.Beginning(text[..(int)(part * text.Length)]);
        Assert.True(TeamsMarkdown.Of(text).StartsWith(beginning, StringComparison.Ordinal), $"{beginning}\n-- is no beginning of --\n{TeamsMarkdown.Of(text)}");
    }, iter: 20_000);

    [Fact]
    public void Beginning_ShowsProseAsItComes_AndHoldsBackWhatMayChange()
    {
        Assert.Equal("The total is", TeamsMarkdown.Beginning("The total is"));
        Assert.Equal("", TeamsMarkdown.Beginning("## Off"));
        Assert.Equal("**Offers**\n\nWe have", TeamsMarkdown.Beginning("## Offers\nWe have"));
        Assert.Equal("Prices:", TeamsMarkdown.Beginning("Prices:\n\n| Item | Total |\n|---|---|\n| Pears | 12"));
        Assert.Equal("```\nvar a = 1;", TeamsMarkdown.Beginning("```\nvar a = 1;\n``"));
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);
}
