namespace Assistant.Memory.Facts;

/// <summary>Where a fact comes from: the episode, its conversation and time, and the exact words.</summary>
public sealed record FactOrigin(string EpisodeId, string Conversation, DateTimeOffset SaidAt, string Quote)
{
    /// <summary>What the ids of corrections begin with that were not said in a conversation but entered in the list of what is remembered.</summary>
    public const string Correction = "correction-";

    /// <summary>Which of the episode's statements it is.</summary>
    internal int Position { get; init; }

    public bool IsCorrection => EpisodeId.StartsWith(Correction, StringComparison.Ordinal);
}
