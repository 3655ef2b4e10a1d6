using System.Text;
using Assistant.IntegrationTests.Media;
using Assistant.Perception;

namespace Assistant.IntegrationTests.Documents;

/// <summary>A worker that has read every kind of file reads on: what .NET loads for them stays open, and there is a limit to that.</summary>
[Collection(MediaCollection.Name)]
public sealed class OneWorkerTests
{
    [Fact]
    public async Task Worker_ReadsEveryKindOfFile_OneAfterTheOther()
    {
        await using var documents = new DocumentFixture(workers: 1);
        var drawn = new PdfFile();
        for (var line = 0; line < 40; line++)
            drawn.Line(50, 100 + (line * 5), 400, 100 + (line * 5));
        (string Name, byte[] File)[] files =
        [
            ("a.csv", "item,price\nlamp,40\n"u8.ToArray()), ("a.pdf", new PdfFile().Text(60, 100, "The code is 7.").Build()), ("drawn.pdf", drawn.Build()),
            ("a.docx", WordFile.Of(WordFile.Paragraph("Quiet after ten."), figures: true)), ("a.xlsx", new WorkbookFile().Sheet("One", WorkbookFile.Row(1, WorkbookFile.Words("A1", "lamp"))).Build()),
            ("a.pptx", SlideFile.Of(false, (SlideFile.Title("Plans"), "Notes"))), ("a.html", "<html><body><p>Hello there.</p></body></html>"u8.ToArray()), ("a.md", "# Rules\n\nQuiet.\n"u8.ToArray()),
            ("a.json", "{\"a\": 1}"u8.ToArray()), ("a.xml", "<a><b>text</b></a>"u8.ToArray()), ("a.eml", "From: a@b.example\r\nSubject: Hello\r\n\r\nThe printer jams.\r\n"u8.ToArray()),
            ("gb.txt", Encoding.Latin1.GetBytes("caf\u00e9 au lait, et du th\u00e9")),
        ];
        for (var round = 1; round <= 2; round++)
        {
            foreach (var (name, file) in files)
                Assert.Contains(await documents.PartsAsync(file, name), part => part is TextPart or PicturePart);
            using var picture = new MemoryStream(DocumentPictures.Png(120, 80));
            Assert.Equal(120, (await documents.Reader.DecodePictureAsync(picture, "a.png", TestContext.Current.CancellationToken)).Width);
        }
    }
}
