using System.Collections.Concurrent;
using Assistant.Conversations;
using Assistant.Perception;
using Assistant.Privacy;

namespace Assistant.Storage.AuditLog;

/// <summary>The evidence that was read last, so that a follow-up question does not read it from disk again. Bounded by characters; thread-safe.</summary>
internal sealed class EvidenceCache : IContentCache
{
    private const long MaxCharacters = 16 * 1024 * 1024;
    private readonly ConcurrentDictionary<(ConversationKey, string), Evidence> _held = new();
    private readonly ConcurrentQueue<(ConversationKey, string)> _order = new();
    private long _characters;

    public Evidence? Find(ConversationKey conversation, string id) => _held.GetValueOrDefault((conversation, id));

    public void Put(ConversationKey conversation, Evidence evidence)
    {
        var key = (conversation, evidence.Id);
        if (!_held.TryAdd(key, evidence))
        {
            _held[key] = evidence;
            return;
        }
        _order.Enqueue(key);
        Interlocked.Add(ref _characters, Size(evidence));
        while (Volatile.Read(ref _characters) > MaxCharacters && _order.TryDequeue(out var oldest))
            if (_held.TryRemove(oldest, out var dropped))
                Interlocked.Add(ref _characters, -Size(dropped));
    }

    public void Forget(ConversationKey conversation)
    {
        foreach (var key in _held.Keys)
            if (key.Item1 == conversation && _held.TryRemove(key, out var dropped))
                Interlocked.Add(ref _characters, -Size(dropped));
    }

    public void ForgetAll()
    {
        foreach (var key in _held.Keys)
            if (_held.TryRemove(key, out var dropped))
                Interlocked.Add(ref _characters, -Size(dropped));
    }

    private static long Size(Evidence evidence) => 200 + evidence.Blocks.Sum(block => 150L + block.Text.Length);
}
