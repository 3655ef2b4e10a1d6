using Assistant.Conversations;
using Assistant.Privacy;

namespace Assistant.Memory.LongTerm;

/// <summary>Keeps a person's memory as numbered segments of bytes. Segments are only added; one may take the place of others, which are then gone.</summary>
public interface IMemorySegments
{
    /// <summary>The highest number given; 0 when nothing is stored.</summary>
    Task<long> NewestAsync(ContentOwner person, CancellationToken cancellationToken);

    /// <summary>Of those that are there.</summary>
    Task<IReadOnlyList<long>> NumbersAsync(ContentOwner person, CancellationToken cancellationToken);

    /// <summary>Segments with a number above <paramref name="after"/>, ascending.</summary>
    Task<IReadOnlyList<MemorySegment>> LoadAsync(ContentOwner person, long after, CancellationToken cancellationToken);

    /// <summary>One segment; null when it is not there any more.</summary>
    Task<MemorySegment?> FindAsync(ContentOwner person, long number, CancellationToken cancellationToken);

    /// <summary>Stores a segment under the next number, removes those that it replaces and notes what of the log it holds, in one transaction.</summary>
    /// <returns>Null when somebody else was faster: a replaced segment is gone, or the log has been taken in already. Nothing was stored then.</returns>
    Task<AppendedSegment?> AppendAsync(ContentOwner person, NewSegment segment, CancellationToken cancellationToken);

    /// <summary>How many items there are, by what is noted beside the segments.</summary>
    Task<long> CountAsync(ContentOwner person, CancellationToken cancellationToken);

    /// <summary>Removes segments that nobody can read any more, as somebody of whose memory they are a copy has been erased.</summary>
    Task RemoveUnreadableAsync(ContentOwner person, CancellationToken cancellationToken);

    /// <summary>Removes all of a person's segments, and what is noted of the log.</summary>
    /// <returns>How many items they held.</returns>
    Task<long> RemoveAsync(ContentOwner person, CancellationToken cancellationToken);
}

/// <param name="Content">May be empty: then only <paramref name="TakenIn"/> is noted, unless something is replaced.</param>
/// <param name="Replaces">Numbers; null for every one.</param>
/// <param name="TakenIn">Turns of the log that it holds.</param>
public sealed record NewSegment(int Items, byte[] Content, IReadOnlyList<long>? Replaces, IReadOnlyList<TakenIn> TakenIn)
{
    /// <summary>Of whose memory it is a copy, besides: it goes with any of them.</summary>
    public IReadOnlyList<string> OtherIds { get; init; } = [];

    /// <summary>What the log says of it, in the same transaction; null when memory holds what it held.</summary>
    public MemoryEvent? Change { get; init; }
}

/// <summary>Turns of one conversation from behind <paramref name="After"/> up to <paramref name="UpTo"/>, by their sequence.</summary>
/// <param name="Said">How many turns they are; those that were edited since stand in the log as they are now, and were read so.</param>
public sealed record TakenIn(ConversationKey Conversation, long After, long UpTo, int Said, int Edited);

/// <param name="Number">Given to it: higher than every one before, also than those of an earlier, erased memory.</param>
/// <param name="Previous">The highest number before; 0 for none.</param>
public sealed record AppendedSegment(long Number, long Previous);

public sealed record MemorySegment(long Number, byte[] Content);
