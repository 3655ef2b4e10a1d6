using System.Security.Cryptography;
using System.Text;
using Assistant.Conversations;

namespace Assistant.Channels.BotFramework.Inbound;

/// <summary>What an edited message brings that the message did not: another picture in the place of the first one. It is read and answered as a message of its own.</summary>
internal static class EditedFiles
{
    /// <summary>The edit as such a message, with what is new; null when it brings nothing new.</summary>
    /// <param name="known">The message that was edited.</param>
    public static IncomingActivity? AsMessage(IncomingActivity edit, StoredActivity known)
    {
        var added = edit.Files.Where(file => !known.Attachments.Any(each => IsSame(file, each))).ToList();
        return added.Count == 0 ? null : edit with { Type = "message", Files = added, AnsweredAs = $"{edit.Id}~{Mark(added)}" };
    }

    /// <summary>By name and place: what follows '?' in an address is a permit, new each time.</summary>
    private static bool IsSame(IncomingFile file, InboundAttachment known) =>
        file.Name == known.Name && (file.Url is { } url ? known.Url is { } other && PlaceOf(url) == PlaceOf(other) : file.Bytes?.LongLength == known.Length);

    private static string PlaceOf(Uri url) => url.GetLeftPart(UriPartial.Path);

    /// <summary>The same edit that comes twice is one message.</summary>
    private static string Mark(List<IncomingFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Name}\n{(file.Url is { } url ? PlaceOf(url) : "")}\n"));
            hash.AppendData(file.Bytes ?? []);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
