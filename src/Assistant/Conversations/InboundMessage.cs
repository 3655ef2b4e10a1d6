using System.Text.Json.Serialization;
using Assistant.Notices;
using Assistant.Perception;

namespace Assistant.Conversations;

/// <summary>A message as it came in, without the channel's wire format: what the inbox keeps and a turn works on.</summary>
public sealed record InboundMessage
{
    public required ConversationKey Conversation { get; init; }

    /// <summary>The channel's id of the activity; with the conversation it identifies the message: a second one is a duplicate.</summary>
    public required string ActivityId { get; init; }

    public required Participant From { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public InboundKind Kind { get; init; } = InboundKind.Message;
    public string Text { get; init; } = "";
    public IReadOnlyList<InboundAttachment> Attachments { get; init; } = [];

    /// <summary>BCP 47 tag as the client sent it, e.g. "zh-CN"; null when unknown.</summary>
    public string? Locale { get; init; }

    /// <summary>IANA or Windows time zone id, or an offset like "UTC+05:30"; null when unknown.</summary>
    public string? TimeZone { get; init; }

    /// <summary>JSON text of the activity's <c>value</c> (a card's submitted form); null when absent.</summary>
    public string? Value { get; init; }

    /// <summary>JSON text of the client's channelData, given back with the user's own activity (Web Chat matches its echo by it).</summary>
    public string? ChannelData { get; init; }

    /// <summary>Channel-owned JSON that says where a reply is pushed (Bot Framework: serviceUrl, recipient, ...); null when clients fetch replies by following the conversation.</summary>
    public string? ReplyAddress { get; init; }

    /// <summary>How its sender is told something later, kept when the message is accepted; null on surfaces where nobody can be. Not part of the message.</summary>
    [JsonIgnore]
    public NoticeAddress? NoticeAddress { get; init; }

    /// <summary>What was said before, where the client keeps the conversation itself and sends all of it each time; it becomes the memory of a conversation's first turn. Oldest first.</summary>
    public IReadOnlyList<EarlierTurn>? Earlier { get; init; }

    /// <summary>Others read along: a group chat or a channel. What is remembered of its sender is not told there.</summary>
    public bool IsShared { get; init; }

    /// <summary>When its sender changed or deleted it last; null when they did not.</summary>
    public DateTimeOffset? RevisedAt { get; init; }

    /// <summary>Its sender has nowhere to answer: nothing is asked back.</summary>
    public bool CannotReply { get; init; }

    /// <summary>Its sender deleted it while it waited: its turn ends without an answer.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>What it allows was begun: a turn that finds this and did not set it comes after one that did not end, and does not begin it again.</summary>
    public bool AllowedBegan { get; init; }

    /// <summary>Times that its turn was begun and a crash ended it, as far as is known: counted where the first message of a conversation is found left over.</summary>
    public int Interruptions { get; init; }

    /// <summary>
    /// As its sender changed it. Once what it allows is begun its words stay those that allowed it: other ones would have a turn that runs again after a crash say that nothing was done.
    /// </summary>
    public InboundMessage Revised(MessageRevision revision) => IsOutdated(revision) ? this : (revision.Text switch
    {
        null => this with { IsWithdrawn = true },
        _ when AllowedBegan => this,
        var text => this with { Text = text, IsWithdrawn = false },
    }) with { RevisedAt = revision.At };

    /// <summary>A later change is known.</summary>
    public bool IsOutdated(MessageRevision revision) => RevisedAt > revision.At;
}

/// <summary>A question and its answer, as the client tells them: data, not a record of this installation.</summary>
public sealed record EarlierTurn(string Question, string Answer);

public enum InboundKind
{
    /// <summary>Text, attachments or a submitted card: it is answered.</summary>
    Message,

    /// <summary>Somebody joined or installed the assistant: it is greeted.</summary>
    ConversationStarted,

    /// <summary>An operator tells the person <see cref="InboundMessage.Text"/>: it is the answer, and the person said nothing.</summary>
    Notice,

    /// <summary>A person pressed what the channel itself does (<see cref="IReplyChannel.RunErrandAsync"/>), and said nothing: what came of it is the answer.</summary>
    Errand,
}

/// <summary>A user or the assistant, by the channel's id.</summary>
public sealed record Participant(string Id, string? Name = null);

/// <summary>An attachment of a message. Its bytes lie in <see cref="Perception.IAttachmentStore"/> under <see cref="Id"/>, unless <see cref="Url"/> says that they are still to be fetched.</summary>
/// <param name="Id">Unique within the installation.</param>
/// <param name="Name">File name for people: no path, no control characters.</param>
/// <param name="ContentType">As declared by the sender: a hint, never trusted.</param>
/// <param name="Length">Bytes; null while unknown.</param>
/// <param name="Url">Where the bytes are fetched from; null when they are already stored.</param>
/// <param name="Unreadable">The channel could make nothing of it, and why: it is not read, and the answer says so.</param>
public sealed record InboundAttachment(string Id, string Name, string ContentType, long? Length = null, Uri? Url = null, AttachmentProblem? Unreadable = null);
