using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;

namespace Assistant.Memory;

/// <summary>A fact as it is shown outside, beside <see cref="EpisodeView"/>.</summary>
public sealed record FactView(string Kind, string Id, string Subject, string Attribute, string Value, IReadOnlyList<string> Sources, string Quote, DateTimeOffset? From, DateTimeOffset? Until, DateTimeOffset Time, string Conversation)
{
    /// <summary>What ids of facts begin with.</summary>
    public const string Prefix = "f-";

    public static FactView Of(Fact fact) => new(RecalledItem.FactKind, fact.Id, fact.Subject, fact.Attribute, fact.Value, [.. fact.Origins.Select(origin => origin.EpisodeId).Distinct()],
        fact.Source.Quote, fact.From, fact.Until, fact.RecordedAt, fact.Source.Conversation);
}
