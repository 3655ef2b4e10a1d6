using Assistant.Privacy;

namespace Assistant.Memory.Published;

/// <summary>
/// What operators have published for everybody of a tenant: something remembered of a person, or words of their own. Nothing else of a memory is ever shared between people.
/// What was published of a person goes when they forget it, and when they are erased. Thread-safe.
/// </summary>
public interface IPublishedMemory
{
    /// <param name="id">Of an episode or a fact of theirs; of a fact its quoted words are published. The same one again changes nothing.</param>
    /// <returns>Null when nothing is remembered of them under that id.</returns>
    Task<PublishedItem?> PublishAsync(ContentOwner person, string id, CancellationToken cancellationToken);

    /// <summary>An operator's own words.</summary>
    Task<PublishedItem> PublishAsync(string tenant, string text, CancellationToken cancellationToken);

    /// <summary>In the order in which they were published.</summary>
    Task<IReadOnlyList<PublishedItem>> ListAsync(string tenant, CancellationToken cancellationToken);

    /// <param name="id">Of the published item.</param>
    /// <returns>False when there is none.</returns>
    Task<bool> WithdrawAsync(string tenant, string id, CancellationToken cancellationToken);
}

/// <param name="At">When it was published.</param>
/// <param name="User">Of whose memory it is a copy; null for an operator's own words.</param>
/// <param name="Source">The id that it has there.</param>
public sealed record PublishedItem(string Id, string Text, DateTimeOffset At, string? User, string? Source);
