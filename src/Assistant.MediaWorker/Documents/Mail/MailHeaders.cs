using System.Globalization;
using MimeKit;

namespace Assistant.MediaWorker.Documents.Mail;

/// <summary>The lines above a mail as a person sees them.</summary>
internal static class MailHeaders
{
    public static IEnumerable<(string Label, string Value)> Of(MimeMessage message)
    {
        (string Label, string Value)[] lines =
        [
            ("From", Shown(message.From)),
            ("To", Shown(message.To)),
            ("Cc", Shown(message.Cc)),
            ("Reply-To", Shown(message.ReplyTo)),
            ("Date", message.Date == default ? "" : message.Date.ToString("dddd, d MMMM yyyy HH:mm zzz", CultureInfo.InvariantCulture)),
            ("Subject", CleanText.Of(message.Subject ?? "")),
        ];
        return lines.Where(line => line.Value.Length > 0);
    }

    public static string? Sender(MimeMessage message) =>
        message.From.Mailboxes.FirstOrDefault() is { } from ? string.IsNullOrWhiteSpace(from.Name) ? from.Address : CleanText.Of(from.Name) : null;

    private static string Shown(InternetAddressList addresses) =>
        CleanText.Of(string.Join(", ", addresses.Mailboxes.Select(box => string.IsNullOrWhiteSpace(box.Name) ? box.Address : $"{box.Name} <{box.Address}>")));
}
