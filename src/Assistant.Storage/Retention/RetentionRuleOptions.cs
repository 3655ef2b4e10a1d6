namespace Assistant.Storage.Retention;

/// <summary>What goes after which time.</summary>
public sealed class RetentionRuleOptions
{
    public RetentionKind Kind { get; set; }

    /// <summary>Only of this channel ("directline", "msteams"); null for all.</summary>
    public string? Channel { get; set; }

    /// <summary>From the end of the turn on: "7.00:00:00" for a week.</summary>
    public TimeSpan Keep { get; set; }

    internal string Description => $"{Kind.ToString().ToLowerInvariant()}{(Channel is null ? "" : $" in {Channel}")} after {Keep.TotalDays:0.###} days";
}
