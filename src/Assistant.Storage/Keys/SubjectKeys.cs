using System.Collections.Concurrent;
using Assistant.Privacy;

namespace Assistant.Storage.Keys;

/// <summary>The keys that were used last, unwrapped, in memory only. Bounded; thread-safe.</summary>
internal sealed class SubjectKeys(KeyStore store)
{
    private const int MaxHeld = 20_000;
    private readonly ConcurrentDictionary<ContentOwner, SubjectKey> _held = new();

    /// <summary>The owner's key; a new one when there is none.</summary>
    public SubjectKey ForWriting(ContentOwner owner) => _held.TryGetValue(owner, out var held) ? held : Hold(owner, store.FindOrAdd(owner));

    /// <summary>The owner's key when it is still the one of that id.</summary>
    /// <exception cref="ContentErasedException">It was destroyed.</exception>
    public SubjectKey ForReading(ContentOwner owner, ulong keyId)
    {
        if (_held.TryGetValue(owner, out var held) && held.Id == keyId)
            return held;
        return store.Find(owner) is { } found && found.Id == keyId ? Hold(owner, found) : throw new ContentErasedException();
    }

    /// <summary>The owner's key; null when there is none.</summary>
    public SubjectKey? Existing(ContentOwner owner) => _held.TryGetValue(owner, out var held) ? held : store.Find(owner) is { } found ? Hold(owner, found) : null;

    /// <summary>The key of that id and whose it is.</summary>
    /// <exception cref="ContentErasedException">It was destroyed.</exception>
    public (ContentOwner Owner, SubjectKey Key) ForReading(ulong keyId) => store.OwnerOf(keyId) is { } owner ? (owner, ForReading(owner, keyId)) : throw new ContentErasedException();

    public void Forget(ContentOwner owner) => _held.TryRemove(owner, out _);

    public void ForgetAll() => _held.Clear();

    private SubjectKey Hold(ContentOwner owner, SubjectKey key)
    {
        if (_held.Count >= MaxHeld)
            _held.Clear();
        _held[owner] = key;
        return key;
    }
}
