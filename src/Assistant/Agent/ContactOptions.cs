namespace Assistant.Agent;

/// <summary>Where people find a person.</summary>
public sealed class ContactOptions
{
    public const string SectionName = "Contact";

    /// <summary>What is said to those who ask for a person, such as "Call 800 12 345 on weekdays from 8 to 16, or write to help@example.org."; empty: that there is nobody to put them through to.</summary>
    public string Person { get; set; } = "";

    /// <summary>The same in Chinese; empty takes <see cref="Person"/>.</summary>
    public string PersonInChinese { get; set; } = "";
}
