namespace Assistant.Memory.LongTerm;

/// <summary>A stretch of time that a text names, in milliseconds since 1970; <paramref name="Until"/> is exclusive.</summary>
internal readonly record struct TimeSpanOfText(long From, long Until);
