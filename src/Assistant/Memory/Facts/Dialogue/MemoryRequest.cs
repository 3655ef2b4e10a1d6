namespace Assistant.Memory.Facts.Dialogue;

/// <summary>
/// A request to the memory. Attribute is empty where the words name none; value is what a "why do you think" names or what is right instead;
/// as-of is the end of the time that a question names, null for now. Language is "zh" or "en".
/// </summary>
public sealed record MemoryRequest(MemoryRequestKind Kind, string Subject, string Attribute, string Value, DateTimeOffset? AsOf, string Language)
{
    /// <summary>By what was known at this time; null: by all that is known now.</summary>
    public DateTimeOffset? KnownAt { get; init; }
}
