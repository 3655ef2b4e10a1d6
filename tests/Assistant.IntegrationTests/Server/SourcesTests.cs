using System.Text;
using System.Text.Json;
using Assistant.IntegrationTests.DirectLine;

namespace Assistant.IntegrationTests.Server;

/// <summary>What the pane of sources shows, read by the real media worker.</summary>
public sealed class SourcesTests(ShippedServerFixture fixture) : IClassFixture<ShippedServerFixture>
{
    [Fact]
    public async Task Text_OfADocument_HasItsBlocksWithTheirPlaces()
    {
        var ann = await Browser.OpenAsync(fixture.Server);
        var (conversation, attachment) = await UploadAsync(ann, "manual.md", "# Filter\n\nClean the filter once a week.\n"u8.ToArray());

        using var response = await ann.SendAsync(HttpMethod.Get, $"/api/page/conversations/{conversation}/attachments/{attachment}/text");

        var evidence = await DirectLineClient.ReadAsync(response);
        Assert.Equal(("document", "manual.md", attachment), (Text(evidence, "kind"), Text(evidence, "source"), Text(evidence, "attachmentId")));
        var blocks = evidence.GetProperty("blocks").EnumerateArray().ToArray();
        Assert.Equal(("Filter", "Heading", 1), (Text(blocks[0], "text"), Text(blocks[0], "role"), blocks[0].GetProperty("level").GetInt32()));
        var sentence = blocks.Single(block => Text(block, "text") == "Clean the filter once a week.");
        Assert.Equal("Filter", Text(sentence, "heading"));
    }

    [Fact]
    public async Task Citation_OfALargeTable_BringsWhatIsAroundIt()
    {
        var ann = await Browser.OpenAsync(fixture.Server);
        var table = "Item,Price\n" + string.Concat(Enumerable.Range(1, 2_000).Select(i => $"lamp {i},{i + 7_000}\n"));
        var (conversation, _) = await UploadAsync(ann, "prices.csv", Encoding.UTF8.GetBytes(table), "What is the price of lamp 1500?");
        var answer = (await ann.ActivitiesAsync(conversation))[^1];
        var cited = answer.GetProperty("channelData").GetProperty("answer").GetProperty("citations").EnumerateArray().First(each => Text(each, "quote")!.Contains("8500", StringComparison.Ordinal));
        var path = $"/api/page/conversations/{conversation}/answers/{Text(answer, "id")}/citations";

        using var response = await ann.SendAsync(HttpMethod.Get, $"{path}/{cited.GetProperty("n").GetInt32()}");
        using var none = await ann.SendAsync(HttpMethod.Get, $"{path}/99");
        using var stranger = await (await Browser.OpenAsync(fixture.Server)).SendAsync(HttpMethod.Get, $"{path}/1");

        var place = await DirectLineClient.ReadAsync(response);
        var blocks = place.GetProperty("blocks").EnumerateArray().ToArray();
        Assert.Equal(1_501, blocks[place.GetProperty("at").GetInt32()].GetProperty("row").GetInt32());
        Assert.InRange(blocks.Length, 100, 200);
        Assert.Equal((404, 404), ((int)none.StatusCode, (int)stranger.StatusCode));
    }

    [Fact]
    public async Task Page_OfAPdf_IsAJpeg()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/pdftoppm"), "pdftoppm is not installed: apt-get install poppler-utils");
        var ann = await Browser.OpenAsync(fixture.Server);
        var (conversation, attachment) = await UploadAsync(ann, "offer.pdf", OnePage("Offer of 12 March"));

        using var page = await ann.SendAsync(HttpMethod.Get, $"/api/page/conversations/{conversation}/attachments/{attachment}/pages/1");
        using var none = await ann.SendAsync(HttpMethod.Get, $"/api/page/conversations/{conversation}/attachments/{attachment}/pages/9");
        using var whole = await ann.SendAsync(HttpMethod.Get, $"/api/page/conversations/{conversation}/attachments/{attachment}?name=offer.pdf");

        Assert.Equal("image/jpeg", page.Content.Headers.ContentType?.MediaType);
        Assert.Equal([0xFF, 0xD8], (await page.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[..2]);
        Assert.Equal(404, (int)none.StatusCode);
        Assert.Equal(("application/pdf", "attachment"), (whole.Content.Headers.ContentType!.MediaType, whole.Content.Headers.ContentDisposition!.DispositionType));
    }

    /// <summary>Sends a file and waits until it was read.</summary>
    private static async Task<(string Conversation, string Attachment)> UploadAsync(Browser browser, string name, byte[] content, string text = "read it")
    {
        var conversation = await browser.StartAsync();
        await using var stream = await DirectLineStream.OpenAsync(await browser.StreamUrlAsync(conversation));
        using var form = new MultipartFormDataContent
        {
            { new StringContent(JsonSerializer.Serialize(new { type = "message", text }), null, "application/vnd.microsoft.activity"), "activity", "blob" },
            { new ByteArrayContent(content), "file", name },
        };
        using var uploaded = await browser.SendAsync(HttpMethod.Post, $"/v3/directline/conversations/{conversation}/upload", form);
        var answer = await stream.AnswerToAsync((await DirectLineClient.ReadAsync(uploaded)).GetProperty("id").GetString()!);
        Assert.Empty(answer.GetProperty("channelData").GetProperty("answer").GetProperty("failures").EnumerateArray());
        return (conversation, (await browser.ActivitiesAsync(conversation))[0].GetProperty("attachments")[0].GetProperty("assistant").GetProperty("attachmentId").GetString()!);
    }

    private static byte[] OnePage(string text)
    {
        var content = $"BT /F1 24 Tf 40 100 Td ({text}) Tj ET";
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {content.Length} >>\nstream\n{content}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ];
        var pdf = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        foreach (var (index, body) in objects.Index())
        {
            offsets.Add(pdf.Length);
            pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{body}\nendobj\n");
        }
        var table = pdf.Length;
        pdf.Append("xref\n0 6\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(pdf.ToString());
    }

    private static string? Text(JsonElement json, string name) => ConversationTests.Text(json, name);
}
