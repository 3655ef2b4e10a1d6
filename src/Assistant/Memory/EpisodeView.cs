using System.Text.Json;
using Assistant.Memory.LongTerm;

namespace Assistant.Memory;

/// <summary>An episode as it is shown outside: an item of recall, with what an import line has.</summary>
public sealed record EpisodeView(string Kind, string Id, string Text, IReadOnlyList<string> Sources, DateTimeOffset From, DateTimeOffset? Until, DateTimeOffset Time, string Speaker, string Conversation, string Source)
{
    public static EpisodeView Of(Episode episode) =>
        new(RecalledItem.EpisodeKind, episode.Id, episode.Text, [episode.Id], episode.At, null, episode.At, episode.Speaker, episode.Conversation, SourceOf(episode));

    /// <summary>Whose words: "user", "assistant", "picture", "otherPerson" and the like.</summary>
    public static string SourceOf(Episode episode) => JsonNamingPolicy.CamelCase.ConvertName(episode.Source.ToString());
}
