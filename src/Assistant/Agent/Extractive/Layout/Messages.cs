using System.Text.RegularExpressions;

namespace Assistant.Agent.Extractive.Layout;

/// <summary>Parts of letters and chats that are known by their form.</summary>
internal static partial class Messages
{
    /// <summary>What a salutation says of the name in it.</summary>
    public const string Salutation = "addressed to, written to, recipient, 收件人, 写给";

    /// <summary>"Mei Tan · 09:14": who wrote the message below, and when.</summary>
    public static bool IsSender(string line) => Sender().IsMatch(line);

    public static bool IsSalutation(string line) => line.Length < 60 && Greeting().IsMatch(line);

    [GeneratedRegex(@"^[\p{L}][\p{L} .'’-]{1,40}\s?[·•|,–-]?\s?(?:[01]?\d|2[0-3]):[0-5]\d(?:\s?[ap]m)?$|^(?:[01]?\d|2[0-3]):[0-5]\d\s?[·•|,–-]\s?[\p{L}][\p{L} .'’-]{1,40}$", RegexOptions.IgnoreCase)]
    private static partial Regex Sender();

    [GeneratedRegex(@"^(?:dear|hi|hello|hey)\s\p{Lu}[\p{L} .'’-]+[,:!]?$|^(?:尊敬的|亲爱的|致[:：]?)[\u4e00-\u9fff·]{2,12}|^[\u4e00-\u9fff·]{2,8}[：:，,]?(?:您|你|大家)好[：:，,！!]?$", RegexOptions.IgnoreCase)]
    private static partial Regex Greeting();
}
