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
}

internal sealed record PlannedConversation(int Number, ConversationKind Kind, int Region)
{
    public string Id { get; } = $"conv-{Number}";
    public string ChannelId => Kind == ConversationKind.WebChat ? "webchat" : "msteams";
}
