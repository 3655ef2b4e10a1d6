namespace Assistant.Memory.Facts;

/// <summary>
/// What is known of a subject. Valid from <see cref="From"/> (null: since before it was said, when is unknown) until <see cref="Until"/>
/// (exclusive; null: still). <see cref="FromIsStated"/>: the words gave the start; otherwise it is the time of saying.
/// <see cref="Id"/> is of subject, attribute and value, so uses survive a second period of the same value.
/// </summary>
public sealed record Fact(
    string Id, string Subject, string Attribute, string Value,
    DateTimeOffset? From, DateTimeOffset? Until, bool FromIsStated, DateTimeOffset RecordedAt,
    IReadOnlyList<FactOrigin> Origins)
{
    /// <summary>The words to quote: the first that hold the value, which after a correction are not the first of all.</summary>
    public FactOrigin Source => Origins.FirstOrDefault(origin => origin.Quote.Contains(Value, StringComparison.OrdinalIgnoreCase)) ?? Origins[^1];

    public bool HoldsAt(DateTimeOffset time) => (From is null || From <= time) && (Until is null || time < Until);
}
