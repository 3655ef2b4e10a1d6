namespace Assistant.Conversations;

/// <summary>A part of a reply is not known to have arrived.</summary>
/// <param name="mayHaveArrived">Nobody knows; false: it certainly did not.</param>
/// <param name="retryAfter">How long the channel asks not to be tried; null when it does not.</param>
public sealed class DeliveryException(string message, bool mayHaveArrived, TimeSpan? retryAfter = null) : IOException(message)
{
    public bool MayHaveArrived { get; } = mayHaveArrived;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}

/// <summary>What came of pushing a reply.</summary>
/// <param name="After">How long the channel asks not to be tried; null when it does not.</param>
internal readonly record struct Delivery(bool Arrived, TimeSpan? After = null)
{
    /// <summary>Nobody knows: it may be seen already.</summary>
    public bool MayHaveArrived { get; init; }

    /// <summary>Messages of it that this try brought there.</summary>
    public int Parts { get; init; }
}
