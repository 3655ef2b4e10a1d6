using System.Collections.Concurrent;
using Assistant.Privacy;
using Microsoft.Extensions.Options;

namespace Assistant.Memory.LongTerm;

/// <summary>The memories that are open, bounded by their items; whoever was idle longest is closed. Thread-safe.</summary>
internal sealed class OpenedMemories(IMemorySegments segments, IOptions<LongTermMemoryOptions> options, TimeProvider time) : IContentCache
{
    /// <summary>What an opened memory takes before its first item, in items.</summary>
    private const int ItemsOfOpening = 100;

    private readonly ConcurrentDictionary<ContentOwner, OpenedMemory> _open = [];

    /// <summary>Runs <paramref name="use"/> alone on a person's memory as the store has it now.</summary>
    /// <param name="newest">The newest segment, when the caller has just looked.</param>
    public async Task<T> UseAsync<T>(ContentOwner person, Func<OpenedMemory, Task<T>> use, CancellationToken cancellationToken, long? newest = null)
    {
        var memory = _open.GetOrAdd(person, static (owner, store) => new(owner, store), segments);
        await memory.Gate.WaitAsync(cancellationToken);
        try
        {
            memory.LastUsed = time.GetTimestamp();
            await memory.RefreshAsync(newest, cancellationToken);
            return await use(memory);
        }
        finally
        {
            memory.Gate.Release();
            CloseIdle(person);
        }
    }

    public void Close(ContentOwner person) => _open.TryRemove(person, out _);

    public void ForgetAll() => _open.Clear();

    private static int Held(OpenedMemory memory) => memory.Index.Count + ItemsOfOpening;

    private void CloseIdle(ContentOwner used)
    {
        var held = _open.Sum(pair => (long)Held(pair.Value));
        if (held <= options.Value.MaxItemsHeld)
            return;
        foreach (var (person, memory) in _open.Where(pair => pair.Key != used).OrderBy(pair => pair.Value.LastUsed).ToList())
        {
            if (held <= options.Value.MaxItemsHeld)
                break;
            if (_open.TryRemove(new(person, memory)))
                held -= Held(memory);
        }
    }
}
