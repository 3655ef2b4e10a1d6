using Assistant.Memory.Facts;

namespace Assistant.Memory.LongTerm;

/// <summary>Something remembered that may bear on a question.</summary>
/// <param name="Kind">"episode" or "fact".</param>
/// <param name="Sources">Ids of the episodes that it rests on.</param>
/// <param name="From">When it was said, or from when it is valid.</param>
/// <param name="Until">Until when it is valid; null for what was said and for what still holds.</param>
/// <param name="Score">Comparable within one recall only; higher is nearer.</param>
public sealed record RecalledItem(string Kind, string Text, IReadOnlyList<string> Sources, DateTimeOffset From, DateTimeOffset? Until, DateTimeOffset RecordedAt, double Score)
{
    public const string EpisodeKind = "episode", FactKind = "fact";

    /// <summary>Who said it.</summary>
    public string Speaker { get; init; } = "";

    /// <summary>Where it was said; empty for what is known from several.</summary>
    public string Conversation { get; init; } = "";

    /// <summary>Whose words they are.</summary>
    public UtteranceSource Source { get; init; } = UtteranceSource.User;
}
