namespace Assistant.Notices;

/// <summary>What operators tell people without having been asked (docs/notices.md).</summary>
public sealed class NoticesOptions
{
    public const string SectionName = "Notices";

    /// <summary>Most people and shared conversations that one notice may be for; more are refused, and nobody is told.</summary>
    public int MaxRecipients { get; set; } = 10_000;

    /// <summary>Longest text, characters.</summary>
    public int MaxCharacters { get; set; } = 8_000;

    /// <summary>How many are told a second, below the limits of channels, so that answers do not wait behind notices.</summary>
    public double PerSecond { get; set; } = 20;

    internal bool IsValid() => MaxRecipients > 0 && MaxCharacters > 0 && PerSecond is > 0 and <= 1_000;
}
