namespace Assistant.Storage.Retention;

/// <summary>How long what is kept.</summary>
public sealed class RetentionOptions
{
    public const string SectionName = "Retention";

    /// <summary>None: everything is kept until it is deleted or its person is erased.</summary>
    public IList<RetentionRuleOptions> Rules { get; } = [];

    /// <summary>How often the rules are applied while the server runs.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromHours(1);

    internal bool IsValid() => Every > TimeSpan.Zero && Rules.All(rule => rule.Keep > TimeSpan.Zero);
}
