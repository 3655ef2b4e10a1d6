namespace Assistant.Channels.BotFramework.Files;

/// <summary>A file that a person was offered and has not said yes or no to. It holds nothing of the file: that is made when they say yes.</summary>
/// <param name="Id">Random; all that the card carries.</param>
/// <param name="Person">Only they may take it.</param>
/// <param name="Language">"en" or "zh".</param>
internal sealed record FileOffer(string Id, string Person, DateTimeOffset Expires, string Language);

internal enum OfferState
{
    Stands,

    /// <summary>Too late, or there is a newer one.</summary>
    Stale,

    /// <summary>Said yes or no to before, or never made to this person.</summary>
    Gone,
}
