using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Channels.BotFramework.Inbound;
using Assistant.Perception;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Channels.BotFramework.Inbound;

/// <summary>A file that cannot be read refuses no message: Teams tells its sender nothing of a refusal.</summary>
public sealed class IncomingFilesTests
{
    [Theory]
    [InlineData("""{"contentType":"image/png","name":"scan.png"}""", AttachmentProblem.DownloadFailed)]
    [InlineData("""{"contentType":"forwardedMessageReference","content":"{}"}""", AttachmentProblem.Unsupported)]
    [InlineData("""{"contentType":"forwardedMessageReference","content":"no JSON"}""", AttachmentProblem.Unsupported)]
    [InlineData("""{"contentType":"forwardedMessageReference","content":"{\"originalMessageContent\":\"<p>Longer than may be read.</p>\"}"}""", AttachmentProblem.TooLarge)]
    [InlineData("""{"contentType":7,"name":{},"contentUrl":[]}""", AttachmentProblem.DownloadFailed)]
    [InlineData("""{"contentType":"application/vnd.microsoft.teams.file.download.info","content":"text"}""", AttachmentProblem.DownloadFailed)]
    [InlineData("""{"contentType":"image/png","contentUrl":"ftp://127.0.0.1/x"}""", AttachmentProblem.AddressRefused)]
    [InlineData("""{"contentType":"reference","name":"plan.docx","contentUrl":"https://contoso.sharepoint.com/sites/a/plan.docx"}""", AttachmentProblem.AddressRefused)]
    [InlineData("""{"contentType":"image/png","contentUrl":"data:image/png;base64,***"}""", AttachmentProblem.Damaged)]
    [InlineData("""{"contentType":"image/png","contentUrl":"data:image/png"}""", AttachmentProblem.Damaged)]
    [InlineData("""{"contentType":"text/plain","contentUrl":"data:text/plain,123456789012345678901234567890"}""", AttachmentProblem.TooLarge)]
    [InlineData("""{"contentType":"application/vnd.microsoft.teams.file.download.info","content":{}}""", AttachmentProblem.DownloadFailed)]
    [InlineData("""{"contentType":"application/vnd.microsoft.teams.file.download.info"}""", AttachmentProblem.DownloadFailed)]
    public void FileThatCannotBeRead_IsSaid_AndTheOthersAreRead(string attachment, AttachmentProblem problem)
    {
        var files = Read(JsonNode.Parse(attachment)!, Note("fine.txt"));

        Assert.Equal((2, problem, null), (files.Count, files[0].Problem, files[1].Problem));
        Assert.True(files[0] is { Bytes: null, Url: null });
        Assert.Equal("x"u8.ToArray(), files[1].Bytes);
    }

    [Fact]
    public void TypeThatIsTooLong_IsNone()
    {
        var file = Assert.Single(Read(new JsonObject { ["contentType"] = new string('x', 5_000), ["contentUrl"] = "data:,x" }));

        Assert.Equal(("application/octet-stream", null), (file.ContentType, file.Problem));
    }

    [Theory]
    [InlineData("""{"contentType":"forwardedMessageReference","content":"{\"originalMessageContent\":\"<p>Due 4 May</p>\",\"originalMessageId\":\"1\"}"}""")]
    [InlineData("""{"contentType":"forwardedMessageReference","content":{"originalMessageContent":"<p>Due 4 May</p>"}}""")]
    public void ForwardedMessage_IsReadAsAFile(string attachment)
    {
        var file = Assert.Single(Read(JsonNode.Parse(attachment)!));

        Assert.Equal(("forwarded message.html", "text/html", "<p>Due 4 May</p>"), (file.Name, file.ContentType, Encoding.UTF8.GetString(file.Bytes!)));
    }

    [Theory]
    [InlineData("""{"contentType":"messageReference","content":"{}"}""")]
    [InlineData("""{"contentType":"application/vnd.microsoft.card.codesnippet","content":{}}""")]
    public void WhatIsNoFile_IsPassedOver(string attachment) => Assert.Empty(Read(JsonNode.Parse(attachment)!));

    [Fact]
    public void MoreThanAreRead_AreNamedInOne()
    {
        var files = Read([.. Enumerable.Range(1, 200).Select(i => Note($"note-{i}.txt"))]);

        Assert.Equal(21, files.Count);
        Assert.All(files.Take(20), file => Assert.Null(file.Problem));
        Assert.Equal((AttachmentProblem.TooManyAttachments, null), (files[20].Problem, files[20].Bytes));
        Assert.StartsWith("note-21.txt, note-22.txt, ", files[20].Name, StringComparison.Ordinal);
        Assert.InRange(files[20].Name.Length, 100, 200);
    }

    private static JsonObject Note(string name) => new() { ["contentType"] = "text/plain", ["name"] = name, ["contentUrl"] = "data:text/plain,x" };

    private static IReadOnlyList<IncomingFile> Read(params JsonNode[] attachments)
    {
        using var json = JsonDocument.Parse(new JsonObject { ["attachments"] = new JsonArray(attachments) }.ToJsonString());
        return new IncomingFiles(Options.Create(new PerceptionOptions { MaxBytes = 20 })).Read(json.RootElement, hasText: true);
    }
}
