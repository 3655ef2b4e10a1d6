using Assistant.Channels.Http;

namespace Assistant.Tests.Channels.Http;

public sealed class FileNamesTests
{
    [Theory]
    [InlineData("invoice.png", "invoice.png")]
    [InlineData("发票 3月.pdf", "发票 3月.pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\temp\\a.txt", "a.txt")]
    [InlineData("a\0b\r\n\u001b.txt", "ab.txt")]
    [InlineData("x\u202Egnp.exe", "xgnp.exe")]
    [InlineData("what?<is>|it*\".txt", "whatisit.txt")]
    [InlineData("  .hidden. ", "hidden")]
    [InlineData("..", "file")]
    [InlineData("", "file")]
    [InlineData(null, "file")]
    [InlineData("\ud800.txt", "txt")]
    [InlineData("🙂.png", "🙂.png")]
    public void Clean_OfAnything_LeavesANameWithoutFoldersAndControls(string? name, string cleaned) => Assert.Equal(cleaned, FileNames.Clean(name));

    [Fact]
    public void Clean_OfALongName_KeepsItsEnding()
    {
        var cleaned = FileNames.Clean(new string('x', 1_000) + ".docx");

        Assert.Equal(120, cleaned.Length);
        Assert.EndsWith("x.docx", cleaned, StringComparison.Ordinal);
    }

    [Fact]
    public void Clean_OfALongName_DoesNotCutACharacterInTwo() =>
        Assert.DoesNotContain(FileNames.Clean(string.Concat(Enumerable.Repeat("🙂", 500))).EnumerateRunes(), rune => rune == System.Text.Rune.ReplacementChar);
}
