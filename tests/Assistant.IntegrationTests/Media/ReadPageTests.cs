using System.Text;
using Assistant.Inference;
using Assistant.Perception;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.IntegrationTests.Media;

/// <summary>A page with text, drawn, decoded and read: every turn of it gives the same lines, with boxes on the page as given.</summary>
[Collection(MediaCollection.Name)]
public sealed class ReadPageTests(MediaFixture media)
{
    private static readonly string[] s_lines = ["Invoice number 4711", "Delivery to Harbour Street 12", "Total 1,284.50 EUR"];

    [Theory]
    [InlineData(0, 0.05, 0.1)]
    [InlineData(90, 0.7, 0.05)]
    [InlineData(180, 0.35, 0.7)]
    [InlineData(270, 0.1, 0.35)]
    public async Task Read_PageTurned_GivesItsLinesInOrder(int degrees, double left, double top)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/pdftoppm"), "pdftoppm is not installed: apt-get install poppler-utils");
        await using var services = new ServiceCollection().AddLogging().AddAssistantInference(new ConfigurationBuilder().AddEnvironmentVariables("ASSISTANT_").Build()).BuildServiceProvider();
        var reader = services.GetRequiredService<ITextRecognizer>();
        Assert.SkipUnless(reader.IsAvailable, "PP-OCRv4 is not installed: ./run.sh --build");
        using var pdf = new MemoryStream(Pdf(degrees));
        var picture = await media.DecodeAsync((await media.Reader.RenderPageAsync(pdf, 1, TestContext.Current.CancellationToken)).ToArray());

        var read = await reader.ReadAsync(picture, TestContext.Current.CancellationToken);

        Assert.Equal(degrees, read.Rotation);
        Assert.Equal(s_lines, read.Lines.Select(line => line.Text));
        var first = read.Lines[0].Box;
        Assert.InRange(first.X0 / picture.Width, left - 0.05, left + 0.3);
        Assert.InRange(first.Y0 / picture.Height, top - 0.06, top + 0.3);
    }

    [Fact]
    public async Task Read_Cancelled_Stops()
    {
        await using var services = new ServiceCollection().AddLogging().AddAssistantInference(new ConfigurationBuilder().AddEnvironmentVariables("ASSISTANT_").Build()).BuildServiceProvider();
        var reader = services.GetRequiredService<ITextRecognizer>();
        Assert.SkipUnless(reader.IsAvailable, "PP-OCRv4 is not installed: ./run.sh --build");
        using var stop = new CancellationTokenSource();
        var noise = new byte[2_000 * 1_500 * 3];
        new Random(1).NextBytes(noise);
        var reading = reader.ReadAsync(new Picture(2_000, 1_500, noise), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    private static byte[] Pdf(int degrees)
    {
        var text = new StringBuilder("BT /F1 18 Tf 30 330 Td 40 TL");
        foreach (var line in s_lines)
            text.Append($" ({line}) Tj T*");
        text.Append(" ET");
        return Encoding.ASCII.GetBytes(
            $"""
            %PDF-1.4
            1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
            2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
            3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Rotate {degrees}/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
            4 0 obj<</Length {text.Length}>>stream
            {text}
            endstream endobj
            5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
            trailer<</Root 1 0 R>>
            %%EOF
            """);
    }
}
