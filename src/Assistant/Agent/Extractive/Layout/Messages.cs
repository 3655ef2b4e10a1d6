using System.Text.RegularExpressions;
using Assistant.Perception;

namespace Assistant.Agent.Extractive.Layout;

/// <summary>Parts of letters and chats that are known by their form.</summary>
internal static partial class Messages
{
    /// <summary>What a salutation says of the name in it.</summary>
    public const string Salutation = "addressed to, written to, recipient, 收件人, 写给";

    private const int EnvelopeLines = 5;

    /// <summary>"Mei Tan · 09:14": who wrote the message below, and when.</summary>
    public static bool IsSender(string line) => Sender().IsMatch(line);

    public static bool IsSalutation(string line) => line.Length < 60 && Greeting().IsMatch(line);

    /// <summary>"Date: ...", "To: ..." above a mail: who wrote it and when, and nothing of what it is about. A ticket goes from and to places, too: a mail has an address or a subject.</summary>
    /// <param name="block">Index of the line.</param>
    public static bool IsEnvelope(Evidence evidence, int block)
    {
        if (!Envelope().IsMatch(evidence.Blocks[block].Text))
            return false;
        var around = evidence.Blocks.Skip(block - EnvelopeLines).Take(2 * EnvelopeLines + 1).Select(each => each.Text).ToList();
        return around.Exists(From().IsMatch) && (around.Exists(Subject().IsMatch) || around.Exists(Address().IsMatch));
    }

    /// <summary>Words for what a line above a mail says of it, by its label; empty where it says nothing more.</summary>
    public static string RoleIn(string label) => label.ToUpperInvariant() switch
    {
        "FROM" or "发件人" => "sender, sent by, wrote, written by, author of the mail, message, letter, 写信, 发邮件的",
        "TO" or "收件人" => Salutation,
        "DATE" or "SENT" or "日期" or "发送时间" => "sent, written, mail, message, letter, 发送, 发出, 邮件",
        _ => "",
    };

    /// <summary>The question is about the message itself. Expects one spelling, lower case.</summary>
    public static bool IsAbout(string question) => AboutMail().IsMatch(question);

    [GeneratedRegex(@"^(?:from|to|cc|reply-to|date|sent|发件人|收件人|抄送|日期|发送时间|时间)\s?[:：]", RegexOptions.IgnoreCase)]
    private static partial Regex Envelope();

    [GeneratedRegex(@"^(?:subject|re|主题)\s?[:：]", RegexOptions.IgnoreCase)]
    private static partial Regex Subject();

    [GeneratedRegex(@"^(?:from|to|cc|发件人|收件人)\s?[:：].*@", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"^(?:from|发件人)\s?[:：]", RegexOptions.IgnoreCase)]
    private static partial Regex From();

    [GeneratedRegex(@"\b(?:sen[dt]|sender|wrote|write|written|writing|e-?mails?|mails?|letter|message|recipient|addressed|repl(?:y|ied))\b|\bwho.{0,20}\bfrom\b|\bfrom whom\b|(?<!开)发(?:出|的|给|送|来|过来|件|信)|谁发|信的|寄|写(?:的|给|信)|谁写|来信|封信|邮件|收件|回复")]
    private static partial Regex AboutMail();

    [GeneratedRegex(@"^[\p{L}][\p{L} .'’-]{1,40}\s?[·•|,–-]?\s?(?:[01]?\d|2[0-3]):[0-5]\d(?:\s?[ap]m)?$|^(?:[01]?\d|2[0-3]):[0-5]\d\s?[·•|,–-]\s?[\p{L}][\p{L} .'’-]{1,40}$", RegexOptions.IgnoreCase)]
    private static partial Regex Sender();

    [GeneratedRegex(@"^(?:dear|hi|hello|hey)\s\p{Lu}[\p{L} .'’-]+[,:!]?$|^(?:尊敬的|亲爱的|致[:：]?)[\u4e00-\u9fff·]{2,12}|^[\u4e00-\u9fff·]{2,8}[：:，,]?(?:您|你|大家)好[：:，,！!]?$", RegexOptions.IgnoreCase)]
    private static partial Regex Greeting();
}
