using System.Text;
using Assistant.Perception;

namespace Assistant.IntegrationTests.Media;

/// <summary>Pages of a pdf drawn for the pane of sources.</summary>
[Collection(MediaCollection.Name)]
public sealed class PageTests(MediaFixture media)
{
    private static bool s_missing => !File.Exists("/usr/bin/pdftoppm");

    [Fact]
    public async Task Render_Page_IsAJpegOfThatPage()
    {
        Assert.SkipWhen(s_missing, "pdftoppm is not installed: apt-get install poppler-utils");

        var wide = await media.DecodeAsync((await RenderAsync(Pdf((300, 200), (200, 400)), 1)).ToArray());
        var tall = await media.DecodeAsync((await RenderAsync(Pdf((300, 200), (200, 400)), 2)).ToArray());

        Assert.Equal((459, 306), (wide.Width, wide.Height));
        Assert.Equal((306, 612), (tall.Width, tall.Height));
    }

    [Fact]
    public async Task Render_PageOfAPoster_IsBounded()
    {
        Assert.SkipWhen(s_missing, "pdftoppm is not installed: apt-get install poppler-utils");

        var poster = await media.DecodeAsync((await RenderAsync(Pdf((14_400, 7_200)), 1)).ToArray());

        Assert.InRange(poster.Width, 2_000, 2_401);
        Assert.InRange(poster.Height, 1_000, 1_201);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(-1)]
    public async Task Render_NoSuchPage_SaysSo(int page)
    {
        Assert.SkipWhen(s_missing, "pdftoppm is not installed: apt-get install poppler-utils");

        await Assert.ThrowsAsync<MediaException>(() => RenderAsync(Pdf((300, 200), (200, 400)), page));
    }

    [Fact]
    public async Task Render_NotAPdf_IsDamaged()
    {
        Assert.SkipWhen(s_missing, "pdftoppm is not installed: apt-get install poppler-utils");

        var refusal = await Assert.ThrowsAsync<MediaException>(() => RenderAsync("no pdf at all"u8.ToArray(), 1));

        Assert.Equal(AttachmentProblem.Damaged, refusal.Problem);
    }

    [Fact]
    public async Task Render_ChineseWithoutAFontOfItsOwn_IsNotBlank()
    {
        Assert.SkipWhen(s_missing, "pdftoppm is not installed: apt-get install poppler-utils");
        Assert.SkipUnless(Directory.Exists("/usr/share/poppler/cMap"), "poppler-data is not installed: apt-get install poppler-data");
        Assert.SkipUnless(Directory.Exists("/usr/share/fonts/opentype/noto"), "No Chinese font is installed: apt-get install fonts-noto-cjk");

        var page = await media.DecodeAsync((await RenderAsync(Encoding.ASCII.GetBytes(Chinese), 1)).ToArray());

        Assert.InRange(page.Rgb.Span.ToArray().Count(value => value < 100), 1_000, 100_000);
    }

    /// <summary>你好世界 in a font that stands in no file, coded as one of Adobe's collections.</summary>
    private const string Chinese =
        """
        %PDF-1.4
        1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Resources<</Font<</F1 4 0 R>>>>/Contents 7 0 R>>endobj
        4 0 obj<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[5 0 R]>>endobj
        5 0 obj<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 6 0 R>>endobj
        6 0 obj<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>endobj
        7 0 obj<</Length 47>>stream
        BT /F1 48 Tf 40 100 Td <4F60597D4E16754C> Tj ET
        endstream
        endobj
        trailer<</Root 1 0 R>>
        %%EOF
        """;

    private async Task<ReadOnlyMemory<byte>> RenderAsync(byte[] pdf, int page)
    {
        using var stream = new MemoryStream(pdf);
        return await media.Reader.RenderPageAsync(stream, page, TestContext.Current.CancellationToken);
    }

    /// <summary>Empty pages of these sizes in points.</summary>
    private static byte[] Pdf(params (int Width, int Height)[] pages)
    {
        var pdf = new StringBuilder("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n");
        pdf.Append(string.Join(' ', pages.Select((_, i) => $"{i + 3} 0 R")) is var kids ? $"2 0 obj<</Type/Pages/Kids[{kids}]/Count {pages.Length}>>endobj\n" : "");
        foreach (var (i, (width, height)) in pages.Index())
            pdf.Append($"{i + 3} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]>>endobj\n");
        pdf.Append("trailer<</Root 1 0 R>>\n%%EOF\n");
        return Encoding.ASCII.GetBytes(pdf.ToString());
    }
}
