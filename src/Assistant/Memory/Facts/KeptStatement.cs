namespace Assistant.Memory.Facts;

/// <summary>A statement with the episode it stands in; said-at is also when it was learnt. Position orders the statements of one episode.</summary>
public sealed record KeptStatement(Statement Statement, string EpisodeId, string Conversation, DateTimeOffset SaidAt, int Position);
