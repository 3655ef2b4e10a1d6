using Assistant.MediaWorker.Documents.Packages;
using Assistant.MediaWorker.Documents.PlainText;

namespace Assistant.MediaWorker.Documents;

/// <summary>Tells a file's format by its content. A name or declared type alone never decides; among kinds of text it tips the balance.</summary>
internal static class FormatSniffer
{
    private const int HeadLength = 4_096;
    private const int PdfMarkWithin = 1_024;

    /// <exception cref="MediaException">Empty, or of a format that nothing here reads (the detail names it).</exception>
    public static DocumentKind Of(DocumentFile file)
    {
        var head = Head(file);
        if (head.Length == 0)
            throw new MediaException(AttachmentProblem.Empty);
        if (head.AsSpan(0, Math.Min(head.Length, PdfMarkWithin)).IndexOf("%PDF-"u8) >= 0)
            return DocumentKind.Pdf;
        return head switch
        {
            [(byte)'P', (byte)'K', 3, 4, ..] => ZipPackage.FormatOf(file),
            [(byte)'P', (byte)'K', 5, 6, ..] => throw new MediaException(AttachmentProblem.Unsupported, "ZIP"),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => throw CompoundFile.Refusal(file),
            [(byte)'{', (byte)'\\', (byte)'r', (byte)'t', ..] => DocumentKind.RichText,
            _ when ForeignFormats.IsPicture(head) => DocumentKind.Picture,
            _ when ForeignFormats.NameOf(head) is { } foreign => throw new MediaException(AttachmentProblem.Unsupported, foreign),
            _ => TextKind.Of(file) ?? throw new MediaException(AttachmentProblem.Unsupported, "binary"),
        };
    }

    private static byte[] Head(DocumentFile file)
    {
        using var stream = file.Open();
        var head = new byte[HeadLength];
        return head[..stream.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false)];
    }
}
