namespace Assistant.Privacy;

/// <summary>The erasure of this person has begun, and nothing stops it any more: their key is destroyed.</summary>
public sealed class ErasureBegunException(DateTimeOffset at) : Exception($"An erasure of this person has begun on {at.UtcDateTime:u}: what was theirs cannot be read any more, and cannot be kept.");
