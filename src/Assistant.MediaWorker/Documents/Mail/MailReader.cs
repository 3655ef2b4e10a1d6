using Assistant.MediaWorker.Documents.PlainText;
using Assistant.MediaWorker.Documents.Web;
using MimeKit;
using TextPart = Assistant.Perception.TextPart;

namespace Assistant.MediaWorker.Documents.Mail;

/// <summary>A mail: who, when and about what as "label: value" lines, the text with what it quotes, then each attachment by its own reader.</summary>
internal static class MailReader
{
    private static readonly ParserOptions s_options = new() { MaxMimeDepth = 32 };

    public static IEnumerable<DocumentPart> Read(DocumentFile file)
    {
        using var stream = file.Open();
        using var message = MimeMessage.Load(s_options, stream, file.CancellationToken);
        foreach (var part in Message(file, message))
            yield return part;
    }

    private static IEnumerable<DocumentPart> Message(DocumentFile file, MimeMessage message)
    {
        var subject = CleanText.Of(message.Subject ?? "");
        var place = new SourcePosition { Heading = subject.Length == 0 ? null : subject };
        if (subject.Length > 0)
            yield return TextParts.Heading(subject, 1, place);
        foreach (var (label, value) in MailHeaders.Of(message))
            yield return TextParts.Paragraph($"{label}: {value}", place);
        var speaker = MailHeaders.Sender(message);
        foreach (var part in Body(file, message, place))
            yield return part is TextPart text ? text with { Block = text.Block with { Speaker = text.Block.Speaker ?? speaker } } : part;
        foreach (var entity in message.BodyParts.Where(entity => !IsBody(entity, message)))
        {
            foreach (var part in MailAttachments.Read(file, entity, Message))
                yield return part;
        }
    }

    private static IEnumerable<DocumentPart> Body(DocumentFile file, MimeMessage message, SourcePosition place)
    {
        if (message.HtmlBody is { } html)
            return HtmlReader.Read(file, html, place);
        return message.TextBody is { } text ? QuotedText.Read(file, text, place) : [];
    }

    private static bool IsBody(MimeEntity entity, MimeMessage message) =>
        entity is MimeKit.TextPart { IsAttachment: false } text && (text.IsHtml ? text.Text == message.HtmlBody : text.IsPlain && (message.HtmlBody is not null || text.Text == message.TextBody));
}
