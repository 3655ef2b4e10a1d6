namespace Assistant.ChannelSimulator.Scenarios;

/// <summary>What the channel or a client does with one activity; in a scenario's file in small letters with dashes ("wrong-tenant").</summary>
internal enum Behaviour
{
    /// <summary>Sent again after <see cref="Scenario.ResendAfter"/>, as by a channel that missed the acknowledgement.</summary>
    Resend,

    /// <summary>Sent twice at the same time.</summary>
    Duplicate,

    /// <summary>Changes places with the next activity of its conversation.</summary>
    Reorder,

    /// <summary>Sent at the same time as the next one, without waiting for the acknowledgement.</summary>
    Burst,

    /// <summary>The person changes the message while it is answered.</summary>
    Edit,

    /// <summary>The person deletes the message while it is answered; it may be answered once, or not at all.</summary>
    Delete,

    /// <summary>The token's issuer is four minutes ahead or behind.</summary>
    ClockSkew,

    /// <summary>The token ended ten minutes ago, or begins in ten minutes: to be refused.</summary>
    StaleToken,

    /// <summary>People of a tenant that is not served: to be refused.</summary>
    WrongTenant,

    /// <summary>No activity, or half of one: to be refused.</summary>
    Malformed,

    /// <summary>A megabyte of text, now and then seventeen: to be refused.</summary>
    Huge,

    /// <summary>A message to others in a group: to be left alone.</summary>
    NotAddressed,

    /// <summary>The reply's first try gets 429 with Retry-After.</summary>
    Throttle,

    /// <summary>The same without Retry-After.</summary>
    ThrottleBare,

    /// <summary>The reply's first try gets 503 and is not shown.</summary>
    Fail,

    /// <summary>The reply is shown, and the bot is told 502.</summary>
    FailAfterAccept,

    /// <summary>The reply is shown, and the bot is told so after <see cref="Scenario.SlowFor"/>.</summary>
    Slow,

    /// <summary>The reply is shown, and the connection breaks off before the bot is told.</summary>
    Cut,

    /// <summary>The bot's token is not trusted any more: 401 at the first try.</summary>
    Distrust,

    /// <summary>A picture that gives 401.</summary>
    Picture401,

    /// <summary>A picture that gives 403.</summary>
    Picture403,

    /// <summary>A picture that leads to an address inside.</summary>
    RedirectInside,

    /// <summary>A picture that never ends.</summary>
    Endless,

    /// <summary>A long turn, whose live stream is refused after its first piece.</summary>
    StreamRefused,

    /// <summary>Files that cannot be read, so many that the answer, which names them all, has several messages (channels with short ones).</summary>
    LongAnswer,

    /// <summary>Direct Line: the socket breaks off with the next frame, which is lost; the client comes back with its watermark.</summary>
    SocketCut,

    /// <summary>Direct Line: a second socket follows from here on, and must see the same.</summary>
    SocketTwice,
}
