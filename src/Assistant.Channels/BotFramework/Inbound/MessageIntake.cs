using System.Security.Cryptography;
using System.Text;
using Assistant.Agent.Asking;
using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Channels.Http;
using Assistant.Conversations;
using Assistant.Notices;
using Assistant.Perception;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.BotFramework.Inbound;

/// <summary>Step 2: stores an activity's files, then the message itself. The same activity sent twice is one message.</summary>
internal sealed class MessageIntake(IConversations conversations, IAttachmentStore attachments, ITurnLoad load, IConversationReferences references, IConversationDirectory directory, IOptions<PerceptionOptions> perception, TimeProvider time)
{
    /// <summary>A conversation is greeted once, however many join it or whichever of the channel's events says so; again once we have been removed from it and come back.</summary>
    private const string GreetingId = "greeting";

    private static readonly TimeSpan s_clocksDiffer = TimeSpan.FromMinutes(5);

    /// <summary>Channels of this server's own, whose conversations an activity from outside must never reach.</summary>
    private static readonly HashSet<string> s_own = new(StringComparer.OrdinalIgnoreCase) { ChannelIds.DirectLine, ChannelIds.OpenAI, ChannelIds.Terminal, ChannelIds.Health };

    /// <summary>Teams alone says which organisation somebody is of: what other channels have in that place may be the client's own word.</summary>
    /// <param name="app">The registration that the activity was for; null in development mode.</param>
    public static ConversationKey ConversationOf(IncomingActivity activity, AppRegistration? app) =>
        new(app?.ConversationTenantOf(activity.ChannelId == ChannelIds.Teams ? activity.Tenants : []) ?? ConversationKey.DefaultTenant, ChannelOf(activity), activity.Conversation.Id);

    /// <summary>No channel's name has an '@'.</summary>
    private static string ChannelOf(IncomingActivity activity) =>
        activity.OwnPeopleOf is { } bot ? $"{activity.ChannelId}@{bot}" : s_own.Contains(activity.ChannelId) ? $"bot-{activity.ChannelId}" : activity.ChannelId;

    public static bool IsGreeting(string? activityId) => activityId is not null && (activityId == GreetingId || activityId.StartsWith($"{GreetingId}-", StringComparison.Ordinal));

    /// <summary>Where the message stands in its conversation, new or seen before; 0 when its sender deleted it before it came.</summary>
    /// <param name="elsewhere">Where it is answered, of a message that was written in no chat; null for where it was written, and where notices may come to.</param>
    /// <exception cref="Refusal">It cannot be taken; nothing was accepted.</exception>
    public async Task<AcceptedMessage> TakeAsync(IncomingActivity activity, AppRegistration? app, InboundKind kind, CancellationToken cancellationToken, ReplyAddress? elsewhere = null)
    {
        if (!load.HasRoom)
            throw Refusal.Busy(null);
        var conversation = ConversationOf(activity, app);
        var message = new InboundMessage
        {
            Conversation = conversation,
            ActivityId = kind == InboundKind.ConversationStarted && activity.Type != "message" ? await GreetingIdAsync(conversation, cancellationToken) : activity.AnsweredAs ?? activity.Id!,
            From = activity.Person,
            ReceivedAt = time.GetUtcNow(),
            Kind = kind,
            Text = kind == InboundKind.Message ? Addressing.TextOf(activity) : "",
            Locale = activity.Locale,
            TimeZone = activity.TimeZone,
            Value = activity.Value,
            ReplyAddress = (elsewhere ?? ReplyAddress.Of(activity, app?.Id)).ToJson(),
            IsShared = activity.Conversation.IsShared,
            CannotReply = elsewhere is not null,
            NoticeAddress = elsewhere is null ? new(ReplyAddress.ToTell(activity, app?.Id).ToJson()) : null,
        };
        message = message with { Attachments = await StoreAsync(message, activity.Files, cancellationToken) };
        return new(message, Accepted(await conversations.SubmitAsync(message, cancellationToken)));
    }

    private static long Accepted(SubmitResult result) => result.Outcome switch
    {
        SubmitOutcome.Busy => throw Refusal.Busy(result.RetryAfter),
        SubmitOutcome.Unavailable => throw Refusal.Unavailable(result.RetryAfter),
        SubmitOutcome.Ended => throw Refusal.NotFound(),
        _ => result.Sequence,
    };

    /// <summary>A card's button, as the message that says the same; pressed again it is known already. It is answered where the card stands.</summary>
    /// <exception cref="Refusal">It cannot be taken; nothing was accepted.</exception>
    public Task ReplyAsync(IncomingActivity activity, AppRegistration? app, PressedReply pressed, string label, CancellationToken cancellationToken) =>
        PressAsync(activity, app, new(InboundKind.Message, pressed.ActivityId, label, pressed.ToJson(), activity.Locale), cancellationToken);

    /// <summary>A button for what this channel does itself, with what it was told; what came of it is said in the card's place.</summary>
    /// <param name="id">Of the errand: a second one is known already.</param>
    /// <exception cref="Refusal">It cannot be taken; nothing was accepted.</exception>
    public Task BeginErrandAsync(IncomingActivity activity, AppRegistration? app, string id, string language, CancellationToken cancellationToken) =>
        PressAsync(activity, app, new(InboundKind.Errand, id, "", activity.Value, language), cancellationToken);

    private async Task PressAsync(IncomingActivity activity, AppRegistration? app, Pressed pressed, CancellationToken cancellationToken)
    {
        if (!load.HasRoom)
            throw Refusal.Busy(null);
        Accepted(await conversations.SubmitAsync(
            new InboundMessage
            {
                Conversation = ConversationOf(activity, app),
                ActivityId = pressed.Id,
                From = activity.Person,
                ReceivedAt = time.GetUtcNow(),
                Kind = pressed.Kind,
                Text = pressed.Text,
                Locale = pressed.Locale,
                TimeZone = activity.TimeZone,
                Value = pressed.Value,
                ReplyAddress = (ReplyAddress.Of(activity, app?.Id) with { ActivityId = activity.ReplyToId, Inline = false }).ToJson(),
                IsShared = activity.Conversation.IsShared,
                NoticeAddress = new(ReplyAddress.ToTell(activity, app?.Id).ToJson()),
            },
            cancellationToken));
    }

    /// <summary>A message that its sender changed or deleted. A message that is not known may come yet.</summary>
    /// <returns>What is to be answered like a message: an edit that names us in a shared conversation, where the message did not, or one that brings other files. Null for nothing.</returns>
    public async Task<IncomingActivity?> ReviseAsync(IncomingActivity activity, AppRegistration? app, CancellationToken cancellationToken)
    {
        var text = activity.Type == "messageDelete" ? null : Addressing.TextOf(activity);
        var (conversation, id) = (ConversationOf(activity, app), activity.Id ?? throw Refusal.BadArgument("id is missing."));
        // By the channel's clock, which is the same for all of a message's changes; but not by one that is far ahead: nothing would come after it.
        var at = activity.At is { } said && said < time.GetUtcNow() + s_clocksDiffer ? said : time.GetUtcNow();
        var outcome = await conversations.ReviseAsync(new MessageRevision(conversation, id, activity.Person, text, at), cancellationToken);
        if (outcome == RevisionOutcome.Outdated)
            return null;
        var known = outcome == RevisionOutcome.Unknown ? [] : await KnownAsync(conversation, id, cancellationToken);
        // What its edits brought is the same message to whoever sent it.
        foreach (var brought in known.Skip(1))
            await conversations.ReviseAsync(new MessageRevision(conversation, brought.Id, activity.Person, text, at), cancellationToken);
        if (text is null || !Addressing.IsForUs(activity))
            return null;
        if (outcome == RevisionOutcome.Unknown)
            return activity.Conversation.IsShared ? activity with { Type = "message" } : null;
        return activity.Files.Count > 0 && known.Count > 0 ? EditedFiles.AsMessage(activity, known) : null;
    }

    /// <summary>The message, then what its edits brought; empty where it is not kept.</summary>
    private async Task<IReadOnlyList<StoredActivity>> KnownAsync(ConversationKey conversation, string id, CancellationToken cancellationToken)
    {
        var known = new List<StoredActivity>();
        while (await directory.FindActivityAsync(conversation, known.Count == 0 ? id : EditedFiles.NameOf(id, known.Count), cancellationToken) is { } next)
            known.Add(next);
        return known;
    }

    /// <summary>The channel, or the bot that called us, ends the conversation: nothing that runs in it is answered any more. Its id may come again, as Teams' do.</summary>
    public Task EndAsync(IncomingActivity activity, AppRegistration? app, CancellationToken cancellationToken) => conversations.StopAsync(ConversationOf(activity, app), null, cancellationToken);

    /// <summary>Where nobody can be told anything any more, we had been removed since the last one.</summary>
    private async Task<string> GreetingIdAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        if ((await references.FindAsync(new(conversation.Tenant) { Conversation = conversation.ToString() }, cancellationToken)).Count > 0)
            return GreetingId;
        var id = GreetingId;
        for (var next = 2; await directory.FindActivityAsync(conversation, id, cancellationToken) is not null; next++)
            id = $"{GreetingId}-{next}";
        return id;
    }

    private async Task<IReadOnlyList<InboundAttachment>> StoreAsync(InboundMessage message, IReadOnlyList<IncomingFile> files, CancellationToken cancellationToken)
    {
        if (files.Count == 0)
            return [];
        var stored = new List<InboundAttachment>(files.Count);
        var prefix = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{message.Conversation}\n{message.From.Id}\n{message.ActivityId}")).AsSpan(0, 16));
        foreach (var (index, file) in files.Index())
        {
            var id = $"b-{prefix}-{index + 1}";
            if (file.Bytes is { } bytes)
                await SaveAsync(new(message.Conversation, message.From.Id), id, file.Name, bytes, cancellationToken);
            stored.Add(new(id, file.Name, file.ContentType, file.Bytes?.LongLength, file.Url, file.Problem));
        }
        return stored;
    }

    private async Task SaveAsync(AttachmentOwner owner, string id, string name, byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new MemoryStream(bytes, writable: false);
            await attachments.SaveAsync(owner, id, content, perception.Value, cancellationToken);
        }
        catch (AttachmentTooLargeException e)
        {
            throw Refusal.TooLarge(name, e.MaxBytes, "bytes");
        }
    }

    private sealed record Pressed(InboundKind Kind, string Id, string Text, string? Value, string? Locale);
}
