using System.Collections.Frozen;

namespace Assistant.Channels.BotFramework.Access;

internal enum CallerKind
{
    /// <summary>A program on this machine, in development mode.</summary>
    Local,

    /// <summary>The Bot Connector, for one of its channels.</summary>
    Channel,

    /// <summary>Whoever holds the app's own credential: the Bot Framework Emulator.</summary>
    Emulator,

    /// <summary>Another bot that calls this one as its skill.</summary>
    Skill,
}

/// <summary>Who posts, as far as its token says.</summary>
/// <param name="App">The registration that it writes to; null in development mode.</param>
/// <param name="Endorsements">Channels that it may speak for; of the Bot Connector only.</param>
/// <param name="ServiceUrl">Where it says that replies go; of the Bot Connector only.</param>
internal sealed record InboundCaller(CallerKind Kind, AppRegistration? App, FrozenSet<string> Endorsements, string? ServiceUrl)
{
    /// <summary>The app id of another bot; null for everybody else. Our replies to it carry a token for it.</summary>
    public string? BotId { get; init; }

    /// <summary>The app id of another bot whose word for who its people are is not taken; null where it is, and for everybody else.</summary>
    public string? OwnPeopleOf => App is { TrustsCallers: true } ? null : BotId;

    public static InboundCaller Local { get; } = new(CallerKind.Local, null, FrozenSet<string>.Empty, null);
}

/// <summary>A caller, or why there is none.</summary>
/// <param name="Detail">More about the reason, for the log: never anything that the caller wrote.</param>
internal readonly record struct CallerCheck(InboundCaller? Caller, RefusalReason Reason = default, string? Detail = null)
{
    public static implicit operator CallerCheck(RefusalReason reason) => new(null, reason);
}
