namespace Assistant.Memory.Facts.Time;

/// <summary>
/// The times a clause names: a start ("since June"), an exclusive end ("until yesterday") and a moment or span ("on 3 July", "last week").
/// Null where it names none.
/// </summary>
internal sealed record When(DateTimeOffset? Since, DateTimeOffset? Until, DateTimeOffset? At, DateTimeOffset? AtEnd)
{
    public static When Unsaid { get; } = new(null, null, null, null);

    /// <summary>The start of something that began: the "since", else the moment.</summary>
    public DateTimeOffset? Begin => Since ?? At;
}
