namespace Assistant.Memory.Facts.Dialogue;

/// <summary>
/// A request to the memory. Attribute is empty where the words name none; value is what a "why do you think" names or what is right instead;
/// as-of is the end of the time that a question names, null for now. Language is "zh" or "en".
/// </summary>
public sealed record MemoryRequest(MemoryRequestKind Kind, string Subject, string Attribute, string Value, DateTimeOffset? AsOf, string Language)
{
    /// <summary>By what was known at this time; null: by all that is known now.</summary>
    public DateTimeOffset? KnownAt { get; init; }

    /// <summary>All that was said, where neither attribute nor value could be told from it: what is remembered and named there is meant.</summary>
    public string Words { get; init; } = "";

    /// <summary>False where the message may be about anything: it counts only when it names something remembered.</summary>
    public bool IsSure { get; init; } = true;

    /// <summary>The attribute is asked for; "order " is every order's.</summary>
    public bool Asks(string attribute) => attribute == Attribute || (Attribute.EndsWith(' ') && attribute.StartsWith(Attribute, StringComparison.Ordinal));
}
