using System.Text.RegularExpressions;
using Assistant.Conversations;

namespace Assistant.Channels.BotFramework.Inbound;

/// <summary>What an edited message brings that the message did not: another picture in the place of the first one. It is read and answered as a message of its own, which goes with the one that was edited.</summary>
internal static partial class EditedFiles
{
    /// <summary>More edits of one message that bring files are not answered.</summary>
    public const int Most = 20;

    /// <summary>What the message is called that the edit of this number brings, from 1.</summary>
    public static string NameOf(string messageId, int number) => $"{messageId}~{number}";

    /// <summary>The edit as such a message, with what is new; null when it brings nothing new.</summary>
    /// <param name="known">The message that was edited, then what its edits brought before.</param>
    public static IncomingActivity? AsMessage(IncomingActivity edit, IReadOnlyList<StoredActivity> known)
    {
        var added = edit.Files.Where(file => !known.Any(message => message.Attachments.Any(each => IsSame(file, each)))).ToList();
        return added.Count == 0 || known.Count > Most ? null : edit with { Type = "message", Files = added, AnsweredAs = NameOf(edit.Id!, known.Count) };
    }

    /// <summary>By name and place.</summary>
    private static bool IsSame(IncomingFile file, InboundAttachment known) =>
        file.Name == known.Name && (file.Url is { } url ? known.Url is { } other && PlaceOf(url) == PlaceOf(other) : file.Bytes?.LongLength == known.Length);

    /// <summary>What follows '?' in an address is a permit, new each time, but for SharePoint's name of the file.</summary>
    private static string PlaceOf(Uri url) => url.GetLeftPart(UriPartial.Path) + UniqueId().Match(url.Query).Value;

    [GeneratedRegex("(?<=[?&])UniqueId=[^&]*", RegexOptions.IgnoreCase)]
    private static partial Regex UniqueId();
}
