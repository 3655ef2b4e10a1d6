using System.Security.Cryptography;
using System.Text;
using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.Http;
using Assistant.Conversations;
using Assistant.Notices;
using Assistant.Perception;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine.Inbound;

/// <summary>Step 2: stores a message's files, then the message itself, and tells its id. The same message sent twice has the same ids and is one message.</summary>
internal sealed class MessageSender(
    IConversations conversations, IConversationDirectory directory, ConversationAccess access, IAttachmentStore attachments, ITurnLoad load, IOptions<DirectLineOptions> options, IOptions<PerceptionOptions> perception, TimeProvider time)
{
    /// <returns>The activity's id.</returns>
    /// <exception cref="Refusal">It cannot be taken; nothing was accepted.</exception>
    public async Task<string> SendAsync(ConversationKey conversation, Participant from, PostedActivity activity, CancellationToken cancellationToken)
    {
        var id = IdOf(conversation, from, activity.ClientId);
        if (activity.IsStop)
            await conversations.StopAsync(conversation, activity.ReplyToId, cancellationToken);
        if (activity.IsEnd)
            await EndAsync(conversation, cancellationToken);
        if (activity.Type != "message")
            return id;
        if (string.IsNullOrWhiteSpace(activity.Text) && activity.Files.Count == 0 && activity.Value is null)
            throw Refusal.BadArgument("The message is empty: it needs text, an attachment or a value.");
        if (activity.Text.Length > options.Value.MaxTextCharacters)
            throw Refusal.TooLarge("text", options.Value.MaxTextCharacters, "characters");
        if (!load.HasRoom)
            throw Refusal.Busy(null);

        var stored = new List<InboundAttachment>(activity.Files.Count);
        foreach (var (index, file) in activity.Files.Index())
            stored.Add(await StoreAsync(new(conversation, from.Id), $"{id}-{index + 1}", file, cancellationToken));
        var result = await conversations.SubmitAsync(new InboundMessage
        {
            Conversation = conversation,
            ActivityId = id,
            From = from,
            ReceivedAt = time.GetUtcNow(),
            Text = activity.Text,
            Attachments = stored,
            Locale = activity.Locale,
            TimeZone = activity.TimeZone,
            Value = activity.Value,
            ChannelData = activity.ChannelData,
            NoticeAddress = new NoticeAddress(null),
        }, cancellationToken);
        return result.Outcome switch
        {
            SubmitOutcome.Busy => throw Refusal.Busy(result.RetryAfter),
            SubmitOutcome.Unavailable => throw Refusal.Unavailable(result.RetryAfter),
            SubmitOutcome.Ended => throw Refusal.NotFound(),
            _ => id,
        };
    }

    /// <summary>In the store first, so that nothing is accepted behind it; then its turn is stopped and its followers are told.</summary>
    private async Task EndAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        try
        {
            await directory.EndAsync(conversation, cancellationToken);
        }
        catch (StorageUnavailableException)
        {
            throw Refusal.Unavailable(null);
        }
        access.Ended(conversation.Id);
        await conversations.EndAsync(conversation, cancellationToken);
    }

    private async Task<InboundAttachment> StoreAsync(AttachmentOwner owner, string id, PostedFile file, CancellationToken cancellationToken)
    {
        if (file.Open is null)
            return new(id, file.Name, file.ContentType, null, file.Url);
        try
        {
            await using var content = file.Open();
            return new(id, file.Name, file.ContentType, await attachments.SaveAsync(owner, id, content, perception.Value, cancellationToken));
        }
        catch (AttachmentTooLargeException e)
        {
            throw Refusal.TooLarge(file.Name, e.MaxBytes, "bytes");
        }
    }

    private static string IdOf(ConversationKey conversation, Participant from, string? clientId) => clientId is null
        ? $"m-{Guid.CreateVersion7():N}"
        : $"m-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{conversation}\n{from.Id}\n{clientId}")).AsSpan(0, 16))}";
}
