using Assistant.Agent.Extractive.Wording;

namespace Assistant.Tests.Agent.Extractive;

/// <summary>Quoted text, which a reader must see as it stands.</summary>
public sealed class MarkdownTests
{
    [Theory]
    [InlineData(@"*a* [1] <b> `c`", @"\*a\* \[1] \<b> \`c\`")]
    [InlineData(@"del C:\*.txt", @"del C:\\\*.txt")]
    [InlineData(@"C:\", @"C:\\")]
    [InlineData(@"\$ \| \_x", @"\\$ \\| \\\_x")]
    [InlineData("~~old~~ ~new~", @"\~\~old\~\~ \~new\~")]
    [InlineData("write &amp; or &#38; or &#x26;", @"write \&amp; or \&#38; or \&#x26;")]
    public void Escape_OfWhatWouldBeMarks_ShowsThem(string text, string escaped) => Assert.Equal(escaped, Markdown.Escape(text));

    [Theory]
    [InlineData(@"C:\Users\anna\notes.txt")]
    [InlineData("about ~5 kg of snake_case")]
    [InlineData("AT&T, R&D and 3 > 2")]
    public void Escape_OfWhatIsNone_LeavesItReadable(string text) => Assert.Equal(text, Markdown.Escape(text));
}
