using Assistant.ChannelSimulator.Scenarios;

namespace Assistant.ChannelSimulator.Plan;

/// <summary>One thing that a person says, and what happens to it on its way.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Due">When it is said, from the beginning of the play.</param>
internal sealed record PlannedActivity(int Number, PlannedConversation Conversation, TimeSpan Due, IReadOnlySet<Behaviour> Behaviours)
{
    // What is asked is told apart from every other question and its answer, also when it was changed on its way.
    private const int First = 100_000;
    private const int Step = 10;
    private const int Edited = 10_000_000;

    public string Id { get; } = $"act-{Number}";

    /// <summary>The number that stands in its question.</summary>
    public int Asked => First + (Step * Number);

    /// <summary>The one of the question after the person has changed it: the answer tells which of both was read.</summary>
    public int AskedAfterEdit => Asked + Edited;

    /// <summary>Which activity's question a number of an answer belongs to, as what was asked or one more; null for any other number.</summary>
    public static int? NumberOf(long said)
    {
        var asked = said > Edited ? said - Edited : said;
        return asked >= First + Step && (asked - First) % Step is 0 or 1 ? (int)((asked - First) / Step) : null;
    }

    public bool Has(Behaviour behaviour) => Behaviours.Contains(behaviour);

    /// <summary>Not to be answered, as it is not allowed in.</summary>
    public bool IsRefused => Behaviours.Any(IsRefusal);

    /// <summary>To be answered once, by all means.</summary>
    public bool IsAcceptable => !IsRefused && !Has(Behaviour.Delete) && !Has(Behaviour.NotAddressed);

    /// <summary>The channel brings its edit or deletion before the message itself: the message must be answered as it says then, or not at all.</summary>
    public bool IsChangedFirst => Number % 3 == 0 && (Has(Behaviour.Edit) || Has(Behaviour.Delete));

    public static bool IsRefusal(Behaviour behaviour) => behaviour is Behaviour.StaleToken or Behaviour.WrongTenant or Behaviour.Malformed or Behaviour.Huge;

    public static bool IsOfSockets(Behaviour behaviour) => behaviour is Behaviour.SocketCut or Behaviour.SocketTwice;

    /// <summary>What a client does by itself, whatever stands between it and the bot.</summary>
    public static bool IsOfClients(Behaviour behaviour) =>
        behaviour is Behaviour.Resend or Behaviour.Duplicate or Behaviour.Reorder or Behaviour.Burst or Behaviour.StaleToken or Behaviour.Malformed or Behaviour.Huge;

    public static bool IsOfDelivery(Behaviour behaviour) =>
        behaviour is Behaviour.Throttle or Behaviour.ThrottleBare or Behaviour.Fail or Behaviour.FailAfterAccept or Behaviour.Slow or Behaviour.Cut or Behaviour.Distrust;

    public static bool IsOfAttachments(Behaviour behaviour) =>
        behaviour is Behaviour.Picture401 or Behaviour.Picture403 or Behaviour.RedirectInside or Behaviour.Endless or Behaviour.StreamRefused or Behaviour.LongAnswer;
}

internal enum ConversationKind
{
    Personal,
    GroupChat,

    /// <summary>Another channel than Teams: Web Chat, and by turns SMS, whose messages are short.</summary>
    WebChat,

    /// <summary>Speaks with the server itself and follows its stream: no connector stands between. Only where the bot is our own server.</summary>
    DirectLine,
}

internal sealed record PlannedConversation(int Number, ConversationKind Kind, int Region)
{
    public string Id { get; } = $"conv-{Number}";

    /// <summary>At most 1,500 characters each.</summary>
    public bool HasShortMessages => Kind == ConversationKind.WebChat && Number % 2 == 0;

    public string ChannelId => Kind switch
    {
        ConversationKind.DirectLine => "directline",
        ConversationKind.WebChat => HasShortMessages ? "sms" : "webchat",
        _ => "msteams",
    };
}
