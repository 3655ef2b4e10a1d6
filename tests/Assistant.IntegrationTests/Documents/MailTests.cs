using System.Text;
using Assistant.IntegrationTests.Media;
using Assistant.Perception;
using MimeKit;
using TextPart = Assistant.Perception.TextPart;

namespace Assistant.IntegrationTests.Documents;

[Collection(MediaCollection.Name)]
public sealed class MailTests(DocumentFixture documents)
{
    private static MimeMessage Message(string subject, Action<BodyBuilder> build)
    {
        var message = new MimeMessage { Subject = subject, Date = new DateTimeOffset(2027, 3, 9, 14, 5, 0, TimeSpan.FromHours(1)) };
        message.From.Add(new MailboxAddress("Sanna Virtanen", "sanna@north.example"));
        message.To.Add(new MailboxAddress("帮助台", "desk@north.example"));
        var body = new BodyBuilder();
        build(body);
        message.Body = body.ToMessageBody();
        return message;
    }

    private static byte[] Bytes(MimeMessage message)
    {
        using var stream = new MemoryStream();
        message.WriteTo(stream);
        return stream.ToArray();
    }

    [Fact]
    public async Task Mail_SaysWhoWhenAndWhat()
    {
        var blocks = await documents.BlocksAsync(Bytes(Message("Printer on floor 3", body => body.TextBody = "Hello,\n\nthe printer jams again.\n\nOn Monday, Reza Amini wrote:\n> It was repaired on 2 March.\n> Part 77-B was changed.\n")), "mail.eml");

        Assert.NotNull(blocks.Holding("From: Sanna Virtanen <sanna@north.example>"));
        Assert.NotNull(blocks.Holding("To: 帮助台 <desk@north.example>"));
        Assert.NotNull(blocks.Holding("Date: Tuesday, 9 March 2027 14:05 +01:00"));
        Assert.Equal(BlockRole.Heading, blocks.First(block => block.Text == "Printer on floor 3").Role);
        Assert.Equal(("Sanna Virtanen", "Printer on floor 3"), (blocks.Holding("jams").Speaker, blocks.Holding("jams").Position.Heading));
        Assert.Equal("quoted text", blocks.Holding("2 March").Position.Part);
        Assert.EndsWith("Reza Amini", blocks.Holding("2 March").Speaker, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attachments_AreReadEachByItsOwnReader()
    {
        var inner = Message("Inner mail", body => body.TextBody = "The door code is kept by Lou.");
        var message = Message("Papers", body =>
        {
            body.HtmlBody = "<p>See the <b>papers</b>.</p>";
            body.Attachments.Add("list.csv", Encoding.UTF8.GetBytes("item,price\nlamp,40\nshade,12\n"));
            body.Attachments.Add("规则.docx", WordFile.Of(WordFile.Paragraph("Rules", "berschrift1") + WordFile.Paragraph("Quiet after ten.")));
            body.Attachments.Add("inner.eml", Bytes(inner), new ContentType("message", "rfc822"));
            body.Attachments.Add("tools.zip", [.. "PK\u0005\u0006"u8, .. new byte[18]]);
            body.Attachments.Add("sketch.png", DocumentPictures.Png(200, 100));
        });

        var parts = await documents.PartsAsync(Bytes(message), "papers.eml");
        var blocks = parts.OfType<TextPart>().Select(part => part.Block).ToArray();

        Assert.NotNull(blocks.Holding("See the papers."));
        Assert.Equal("attachment list.csv", blocks.At("shade", "price").Position.Part);
        Assert.Equal(("attachment 规则.docx", "Rules"), (blocks.Holding("Quiet").Position.Part, blocks.Holding("Quiet").Position.Heading));
        Assert.Equal("Inner mail", blocks.Holding("door code").Position.Heading);
        Assert.Equal("attachment sketch.png", Assert.Single(parts.OfType<PicturePart>()).Position.Part);
        Assert.Equal(new GapPart(AttachmentProblem.Unsupported, "ZIP") { Within = "tools.zip" }, Assert.Single(parts.OfType<GapPart>()));
    }

    /// <summary>A page of outlines alone is read as it is drawn, wherever its pdf lies.</summary>
    [Fact]
    public async Task PdfWithin_IsDrawnLikeOneThatWasSentByItself()
    {
        Assert.SkipUnless(Deploy.Tool.Find("pdftoppm") is not null, "poppler-utils is not installed: apt-get install poppler-utils");
        var pdf = new PdfFile();
        for (var line = 0; line < 40; line++)
            pdf.Line(50, 100 + (line * 5), 400, 100 + (line * 5));

        var parts = await documents.PartsAsync(Bytes(Message("Scan", body => body.Attachments.Add("scan.pdf", pdf.Build()))), "scan.eml");

        var drawn = Assert.Single(parts.OfType<PicturePart>());
        Assert.Equal((1, "attachment scan.pdf"), (drawn.Position.Page, drawn.Position.Part));
        Assert.Equal(595.0 / 842, drawn.Picture.Width / (double)drawn.Picture.Height, 2);
        Assert.Empty(parts.OfType<GapPart>());
    }

    [Fact]
    public async Task ChineseMailInGb18030_IsRead()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding("gb18030");
        byte[] file = [.. Encoding.ASCII.GetBytes("From: a@b.example\r\nSubject: =?gb18030?B?" + Convert.ToBase64String(encoding.GetBytes("报价单")) + "?=\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=gb18030\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"), .. encoding.GetBytes("总价为三千二百元。\r\n")];

        var blocks = await documents.BlocksAsync(file, "offer.eml");

        Assert.Equal("报价单", blocks.Holding("三千二百元").Position.Heading);
    }
}
