namespace Assistant.Tests.Memory.Facts;

/// <summary>The values of an attribute ("sister.home" of the sister) valid at a time, as known at another; each with its alternatives.</summary>
internal sealed record Expected(string Subject, string Attribute, IReadOnlyList<string[]> Values, DateTimeOffset? ValidAt = null, DateTimeOffset? KnownAt = null);
