using Assistant.Privacy;

namespace Assistant.Memory.LongTerm;

/// <summary>Long-term memory's part in erasing a person: the opened index, then the stored segments.</summary>
internal sealed class MemoryErasure(OpenedMemories memories, IMemorySegments segments) : IPersonalStore
{
    public string Kind => "memory_items";

    public Task<long> CountAsync(ContentOwner person, CancellationToken cancellationToken) => segments.CountAsync(person, cancellationToken);

    public async Task<long> EraseAsync(ContentOwner person, CancellationToken cancellationToken)
    {
        memories.Close(person);
        return await segments.RemoveAsync(person, cancellationToken);
    }
}
