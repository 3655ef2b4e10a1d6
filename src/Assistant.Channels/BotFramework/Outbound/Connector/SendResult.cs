namespace Assistant.Channels.BotFramework.Outbound.Connector;

internal enum SendOutcome
{
    Sent,

    /// <summary>It certainly did not arrive; later it may.</summary>
    NotSent,

    /// <summary>The connector broke off or failed: it may have arrived, or not.</summary>
    Unknown,

    /// <summary>It will never be taken: the channel says no.</summary>
    Refused,
}

/// <param name="Id">The connector's id of what was sent, when it told one.</param>
/// <param name="Reason">A status or a kind of error, for the log; never content.</param>
internal sealed record SendResult(SendOutcome Outcome, string? Id = null, string? Reason = null)
{
    /// <summary>We are not in the conversation any more, or it is not there: Teams says so in so many words. A bare 403 or 404 may be any gateway's.</summary>
    public bool IsGone { get; init; }

    /// <summary>Its reader stopped the live stream that it belongs to.</summary>
    public bool IsStopped { get; init; }

    /// <summary>It was too large for the channel (413).</summary>
    public bool IsTooLarge { get; init; }

    /// <summary>It had to be sent in several messages.</summary>
    public bool IsSplit { get; init; }

    /// <summary>How long the connector asks not to be tried; null when it does not.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
