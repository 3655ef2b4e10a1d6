using Assistant.Memory.LongTerm;
using Assistant.Privacy;

namespace Assistant.Memory.Published;

/// <summary>Where a published item comes from. It stands with the item where episodes name their conversation, sealed like it, and is shown to operators only.</summary>
internal readonly record struct PublishedOrigin(string User, string Source)
{
    private const char Between = '\n';
    private const string Begin = "published";

    public static PublishedOrigin OperatorsOwn { get; } = new("", "");

    public static PublishedOrigin Parse(string conversation) => conversation.Split(Between, 3) is [Begin, var source, var user] ? new(user, source) : OperatorsOwn;

    /// <summary>Whose copies they are, of published items; those that were published together before each was sealed for its own person stay under the tenant's key alone.</summary>
    public static IReadOnlyList<string> UserOf(ContentOwner owner, IReadOnlyList<StoredEpisode> episodes) =>
        PublishedMemory.IsOwner(owner.SubjectId) && episodes.Select(stored => Parse(stored.Episode.Conversation).User).Distinct(StringComparer.Ordinal).ToList() is [{ Length: > 0 } user] ? [user] : [];

    public override string ToString() => $"{Begin}{Between}{Source}{Between}{User}";
}
