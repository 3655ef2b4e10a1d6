using System.Text;
using Assistant.Perception;

namespace Assistant.IntegrationTests.Media;

/// <summary>Pages of a pdf drawn for the pane of sources.</summary>
[Collection("media workers")]
public sealed class PageTests(MediaFixture media) : IClassFixture<MediaFixture>
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
