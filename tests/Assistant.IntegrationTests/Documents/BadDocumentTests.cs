using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Assistant.IntegrationTests.Media;
using Assistant.Perception;

namespace Assistant.IntegrationTests.Documents;

[Collection(MediaCollection.Name)]
public sealed class BadDocumentTests(DocumentFixture documents)
{
    public static TheoryData<string, byte[], AttachmentProblem, string?> Refused => new()
    {
        { "empty.docx", [], AttachmentProblem.Empty, null },
        { "cut.docx", WordFile.Of(WordFile.Paragraph("Text"))[..900], AttachmentProblem.Damaged, null },
        { "cut.pdf", new PdfFile().Text(60, 80, "Text").Build()[..120], AttachmentProblem.Damaged, null },
        { "locked.pdf", new PdfFile().Text(60, 80, "Text").Build($"/ID [<{new string('a', 32)}><{new string('a', 32)}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{new string('1', 64)}> /U <{new string('2', 64)}> >>"), AttachmentProblem.PasswordProtected, null },
        { "locked.xlsx", CompoundFile("EncryptionInfo", "EncryptedPackage"), AttachmentProblem.PasswordProtected, null },
        { "old.doc", CompoundFile("WordDocument", "1Table"), AttachmentProblem.Unsupported, "DOC" },
        { "old.xls", CompoundFile("Workbook"), AttachmentProblem.Unsupported, "XLS" },
        { "old.ppt", CompoundFile("PowerPoint Document"), AttachmentProblem.Unsupported, "PPT" },
        { "files.zip", Zip(("readme.txt", "hello")), AttachmentProblem.Unsupported, "ZIP" },
        { "files.docx", Zip(("readme.txt", "hello")), AttachmentProblem.Unsupported, "ZIP" },
        { "book.txt", Zip(("mimetype", "application/epub+zip")), AttachmentProblem.Unsupported, "EPUB" },
        { "noise.txt", Noise(), AttachmentProblem.Unsupported, "binary" },
        { "tool.pdf", [.. "MZ"u8, .. Noise()], AttachmentProblem.Unsupported, "program" },
        { "film.txt", [0, 0, 0, 24, .. "ftypisom"u8, .. Noise()], AttachmentProblem.Unsupported, "video" },
        { "bomb.docx", Bomb(), AttachmentProblem.TooLarge, "more than 512 MB unpacked" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task BadFile_IsRefusedWithItsReason(string name, byte[] file, AttachmentProblem problem, string? detail)
    {
        var refusal = await documents.RefusalAsync(file, name);

        Assert.Equal((problem, detail), (refusal.Problem, refusal.Detail));
    }

    [Fact]
    public async Task PartThatLiesAboutItsSize_IsStopped()
    {
        var bomb = Bomb();
        for (var i = 0; i + 4 < bomb.Length; i++)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(bomb.AsSpan(i)) == BombSize)
                BinaryPrimitives.WriteUInt32LittleEndian(bomb.AsSpan(i), 1_000);
        }

        var refusal = await documents.RefusalAsync(bomb, "bomb.docx");

        Assert.True(refusal.Problem is AttachmentProblem.TooLarge or AttachmentProblem.Damaged, refusal.Problem.ToString());
    }

    [Theory]
    [InlineData("../../etc/pass\u0000wd\u0007\r\n.txt")]
    [InlineData("C:\\temp\\a|b?.pdf")]
    [InlineData("")]
    public async Task OddFileNames_DoNotMatter(string name)
    {
        var blocks = await documents.BlocksAsync("Plain words.", name);

        Assert.Equal("Plain words.", Assert.Single(blocks).Text);
    }

    [Theory]
    [InlineData("letter.pdf")]
    [InlineData("letter.xlsx")]
    public async Task FormatIsToldByContent_NotByName(string name)
    {
        var blocks = await documents.BlocksAsync(WordFile.Of(WordFile.Paragraph("Read all the same.")), name);

        Assert.Equal("Read all the same.", Assert.Single(blocks).Text);
    }

    [Fact]
    public async Task WorkbookWithForeignEntities_ResolvesNone()
    {
        var file = Zip(
            ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"),
            ("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>"),
            ("word/document.xml", "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"));

        var refusal = await documents.RefusalAsync(file, "entity.docx");

        Assert.Equal(AttachmentProblem.Damaged, refusal.Problem);
    }

    private const int BombSize = 700_000_000;

    private static byte[] Bomb()
    {
        using var stream = new MemoryStream();
        stream.Write(WordFile.Of(WordFile.Paragraph("Text")));
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("word/document.xml")!.Delete();
            using var part = zip.CreateEntry("word/document.xml", CompressionLevel.Fastest).Open();
            var block = new byte[1_000_000];
            Array.Fill(block, (byte)' ');
            for (var i = 0; i < BombSize / block.Length; i++)
                part.Write(block);
        }
        return stream.ToArray();
    }

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return stream.ToArray();
    }

    private static byte[] Noise()
    {
        var noise = new byte[4_000];
        new Random(7).NextBytes(noise);
        return noise;
    }

    /// <summary>A compound file of one allocation sector and one directory sector.</summary>
    private static byte[] CompoundFile(params string[] names)
    {
        var file = new byte[512 * 3];
        BinaryPrimitives.WriteUInt64BigEndian(file, 0xD0CF11E0A1B11AE1);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(30), 9);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(48), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(76), 0);
        file.AsSpan(512, 512).Fill(0xFF);
        foreach (var (index, name) in names.Prepend("Root Entry").Index())
        {
            var entry = file.AsSpan(1024 + index * 128);
            Encoding.Unicode.GetBytes(name).CopyTo(entry);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[64..], (ushort)((name.Length + 1) * 2));
        }
        return file;
    }
}
