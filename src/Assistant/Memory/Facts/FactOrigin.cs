namespace Assistant.Memory.Facts;

/// <summary>Where a fact comes from: the episode, its conversation and time, and the exact words.</summary>
public sealed record FactOrigin(string EpisodeId, string Conversation, DateTimeOffset SaidAt, string Quote);
