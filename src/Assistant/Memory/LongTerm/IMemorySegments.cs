using Assistant.Privacy;

namespace Assistant.Memory.LongTerm;

/// <summary>Keeps a person's memory as numbered segments of bytes. Segments are only added; one may take the place of others, which are then gone.</summary>
public interface IMemorySegments
{
    /// <summary>The highest number given; 0 when nothing is stored.</summary>
    Task<long> NewestAsync(ContentOwner person, CancellationToken cancellationToken);

    /// <summary>Segments with a number above <paramref name="after"/>, ascending.</summary>
    Task<IReadOnlyList<MemorySegment>> LoadAsync(ContentOwner person, long after, CancellationToken cancellationToken);

    /// <summary>Stores a segment under the next number and removes those that it replaces, in one transaction.</summary>
    /// <param name="replaces">Numbers; null for every one.</param>
    Task<AppendedSegment> AppendAsync(ContentOwner person, int items, byte[] content, IReadOnlyList<long>? replaces, CancellationToken cancellationToken);

    /// <summary>Removes all of a person's segments.</summary>
    /// <returns>How many items they held.</returns>
    Task<long> RemoveAsync(ContentOwner person, CancellationToken cancellationToken);
}

/// <param name="Number">Given to it: higher than every one before, also than those of an earlier, erased memory.</param>
/// <param name="Previous">The highest number before; 0 for none.</param>
public readonly record struct AppendedSegment(long Number, long Previous);

public sealed record MemorySegment(long Number, byte[] Content);
