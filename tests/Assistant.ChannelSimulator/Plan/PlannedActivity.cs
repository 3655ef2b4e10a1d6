using Assistant.ChannelSimulator.Scenarios;

namespace Assistant.ChannelSimulator.Plan;

/// <summary>One thing that a person says, and what happens to it on its way.</summary>
/// <param name="Number">From 1; stands in its text.</param>
/// <param name="Due">When it is said, from the beginning of the play.</param>
internal sealed record PlannedActivity(int Number, PlannedConversation Conversation, TimeSpan Due, IReadOnlySet<Behaviour> Behaviours)
{
    public string Id { get; } = $"act-{Number}";

    public bool Has(Behaviour behaviour) => Behaviours.Contains(behaviour);

    /// <summary>Not to be answered, as it is not allowed in.</summary>
    public bool IsRefused => Behaviours.Any(IsRefusal);

    /// <summary>To be answered once, by all means.</summary>
    public bool IsAcceptable => !IsRefused && !Has(Behaviour.Delete) && !Has(Behaviour.NotAddressed);

    public static bool IsRefusal(Behaviour behaviour) => behaviour is Behaviour.StaleToken or Behaviour.WrongTenant or Behaviour.Malformed or Behaviour.Huge;

    public static bool IsOfSockets(Behaviour behaviour) => behaviour is Behaviour.SocketCut or Behaviour.SocketTwice;

    /// <summary>What a client does by itself, whatever stands between it and the bot.</summary>
    public static bool IsOfClients(Behaviour behaviour) =>
        behaviour is Behaviour.Resend or Behaviour.Duplicate or Behaviour.Reorder or Behaviour.Burst or Behaviour.StaleToken or Behaviour.Malformed or Behaviour.Huge;

    public static bool IsOfDelivery(Behaviour behaviour) =>
        behaviour is Behaviour.Throttle or Behaviour.ThrottleBare or Behaviour.Fail or Behaviour.FailAfterAccept or Behaviour.Slow or Behaviour.Cut or Behaviour.Distrust;

    public static bool IsOfAttachments(Behaviour behaviour) =>
        behaviour is Behaviour.Picture401 or Behaviour.Picture403 or Behaviour.RedirectInside or Behaviour.Endless or Behaviour.StreamRefused;
}

internal enum ConversationKind
{
    Personal,
    GroupChat,

    /// <summary>Another channel than Teams.</summary>
    WebChat,

    /// <summary>Speaks with the server itself and follows its stream: no connector stands between. Only where the bot is our own server.</summary>
    DirectLine,
}

internal sealed record PlannedConversation(int Number, ConversationKind Kind, int Region)
{
    public string Id { get; } = $"conv-{Number}";
    public string ChannelId => Kind switch
    {
        ConversationKind.DirectLine => "directline",
        ConversationKind.WebChat => "webchat",
        _ => "msteams",
    };
}
