using MimeKit;
using TextPart = Assistant.Perception.TextPart;

namespace Assistant.MediaWorker.Documents.Mail;

/// <summary>An attachment of a mail, read by the reader of its own format; what cannot be read of it is a gap that names it.</summary>
internal static class MailAttachments
{
    public static IEnumerable<DocumentPart> Read(DocumentFile file, MimeEntity entity, Func<DocumentFile, MimeMessage, IEnumerable<DocumentPart>> readMessage)
    {
        var name = CleanText.Of(entity.ContentDisposition?.FileName ?? entity.ContentType.Name ?? (entity is MessagePart { Message.Subject: { Length: > 0 } subject } ? subject : entity.ContentType.MimeType));
        if (file.IsNestedTooDeep)
            return [new GapPart(AttachmentProblem.Unsupported, "nested too deep") { Within = name }];
        var parts = entity switch
        {
            MessagePart { Message: { } message } => readMessage(file.Inside([], name, "message/rfc822"), message),
            MimePart { Content: { } content } part => DocumentReaders.Read(file.Inside(Bytes(content), name, part.ContentType.MimeType)),
            _ => [],
        };
        return ReadingFailures.AsGaps(parts, file.CancellationToken).Select(part => Placed(part, name));
    }

    private static byte[] Bytes(IMimeContent content)
    {
        using var bytes = new MemoryStream();
        content.DecodeTo(bytes);
        return bytes.ToArray();
    }

    private static DocumentPart Placed(DocumentPart part, string name) => part switch
    {
        TextPart text => text with { Block = text.Block with { Position = Inside(text.Block.Position, name) } },
        PicturePart picture => picture with { Position = Inside(picture.Position, name) },
        GapPart gap => gap with { Within = gap.Within is null ? name : $"{gap.Within}, {name}" },
        _ => part,
    };

    private static SourcePosition Inside(SourcePosition position, string name) =>
        position with { Part = position.Part is null ? $"attachment {name}" : $"attachment {name}, {position.Part}" };
}
