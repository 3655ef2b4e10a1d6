using Assistant.Memory.Facts;

namespace Assistant.Memory.LongTerm;

/// <summary>One person's episodes opened for searching: texts, postings, vectors, and who stands beside whom. Only in memory. One thread at a time.</summary>
internal sealed class MemoryIndex
{
    private const int None = -1;

    private readonly TextArena _texts = new();
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly List<string> _nameOf = [];
    private readonly Dictionary<int, int> _lastOf = [];
    private readonly Dictionary<ulong, int> _byId = [];
    private readonly Dictionary<string, VectorTable> _vectors = new(StringComparer.Ordinal);
    private readonly List<int> _read = [];
    private readonly List<int> _lengths = [];
    private readonly HashSet<int> _speakers = [];
    private readonly List<int> _unwritten = [];
    private Posting[] _postings = new Posting[1024];
    private long _termsHeld;

    public TermTable Terms { get; } = new();

    /// <summary>Entries, removed ones too: items are numbered from 0 to this.</summary>
    public int Count => _entries.Count;

    /// <summary>Without the removed ones.</summary>
    public int Living { get; private set; }

    public long NewestAt { get; private set; }

    public double AverageTerms => _entries.Count == 0 ? 1 : Math.Max(1, (double)_termsHeld / _entries.Count);

    public IReadOnlyDictionary<string, VectorTable> Vectors => _vectors;

    public Entry this[int item] => _entries[item];

    public ReadOnlySpan<uint> Postings(int term) => term < _postings.Length ? _postings[term].Entries : [];

    public string Name(int name) => _nameOf[name];

    /// <summary>Numbers of everybody who spoke.</summary>
    public IReadOnlySet<int> Speakers => _speakers;

    /// <summary>To walk over many without copying them.</summary>
    public ReadOnlySpan<Entry> Entries => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_entries);

    /// <summary>How many terms each item has; apart from the entries, because BM25 reads it once a posting.</summary>
    public ReadOnlySpan<int> Lengths => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_lengths);

    /// <summary>The number of no segment: of what stands in the log and is not written to memory yet.</summary>
    public const long Unwritten = 0;

    /// <returns>False when an episode of that id is held already.</returns>
    public bool Add(StoredEpisode stored, long segment)
    {
        var (episode, recordedAt, vector) = stored;
        var hash = Hash(episode.Id);
        if (_byId.TryGetValue(hash, out var held))
            return Written(held, segment, vector);
        var item = _entries.Count;
        _byId[hash] = item;
        _read.Clear();
        Terms.Read(episode.Text, _read);
        var length = _read.Count;
        Terms.Read(episode.Speaker, _read);
        if (Terms.Count > _postings.Length)
            Array.Resize(ref _postings, Math.Max(Terms.Count, _postings.Length * 2));
        // A term's occurrences come together: the posting counts only what follows itself.
        _read.Sort();
        foreach (var term in _read)
            _postings[term].Add(item);
        var conversation = NameOf(episode.Conversation);
        var previous = _lastOf.TryGetValue(conversation, out var last) ? last : None;
        if (previous != None)
            _entries[previous] = _entries[previous] with { Next = item };
        _lastOf[conversation] = item;
        var speaker = NameOf(episode.Speaker);
        _speakers.Add(speaker);
        var at = episode.At.ToUnixTimeMilliseconds();
        _entries.Add(new(at, recordedAt, segment, _texts.Add(episode.Id), _texts.Add(episode.Text), speaker, conversation, previous, None, episode.Source, false));
        _lengths.Add(length);
        if (segment == Unwritten)
            _unwritten.Add(item);
        _termsHeld += length;
        NewestAt = Math.Max(NewestAt, at);
        Living++;
        if (vector is not null)
            TableOf(vector).Add(item, vector);
        return true;
    }

    public int? Find(string id) => _byId.TryGetValue(Hash(id), out var item) && _texts.Read(_entries[item].Id) == id ? item : null;

    public Episode Read(int item)
    {
        var entry = _entries[item];
        return new(_texts.Read(entry.Id), DateTimeOffset.FromUnixTimeMilliseconds(entry.At), Name(entry.Speaker), Name(entry.Conversation), _texts.Read(entry.Text), entry.Source);
    }

    /// <summary>Removes everything that came in one segment.</summary>
    public void RemoveSegment(long segment)
    {
        for (var item = 0; item < _entries.Count; item++)
            if (_entries[item].Segment == segment)
                Remove(item);
    }

    /// <summary>Removes what is not written and does not wait to be any more: it was forgotten meanwhile.</summary>
    /// <param name="waiting">Ids.</param>
    public void RetainUnwritten(IReadOnlySet<string> waiting)
    {
        foreach (var item in _unwritten)
            if (_entries[item].Segment == Unwritten && !waiting.Contains(_texts.Read(_entries[item].Id)))
                Remove(item);
        _unwritten.RemoveAll(item => _entries[item].Removed || _entries[item].Segment != Unwritten);
    }

    private void Remove(int item)
    {
        if (_entries[item].Removed)
            return;
        _entries[item] = _entries[item] with { Removed = true };
        _byId.Remove(Hash(_texts.Read(_entries[item].Id)));
        Living--;
    }

    private bool Written(int item, long segment, QuantizedVector? vector)
    {
        if (segment == Unwritten || _entries[item].Segment != Unwritten)
            return false;
        _entries[item] = _entries[item] with { Segment = segment };
        if (vector is not null)
            TableOf(vector).Add(item, vector);
        return true;
    }

    private VectorTable TableOf(QuantizedVector vector)
    {
        if (!_vectors.TryGetValue(vector.Language, out var table) || table.Dimensions != vector.Values.Length)
            _vectors[vector.Language] = table = new(vector.Values.Length);
        return table;
    }

    private int NameOf(string name)
    {
        if (_names.TryGetValue(name, out var number))
            return number;
        _nameOf.Add(name);
        return _names[name] = _nameOf.Count - 1;
    }

    /// <summary>FNV-1a over UTF-16, mixed: a person's own ids, where two that fall together are one in 10^7 at a million.</summary>
    private static ulong Hash(string id)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in id)
            hash = (hash ^ c) * 1099511628211UL;
        hash ^= hash >> 32;
        return hash * 0x9E3779B97F4A7C15UL;
    }

    /// <summary>One episode's place in the arrays; Previous and Next are its neighbours in the conversation, -1 for none.</summary>
    internal readonly record struct Entry(
        long At, long RecordedAt, long Segment, TextArena.Place Id, TextArena.Place Text, int Speaker, int Conversation, int Previous, int Next, UtteranceSource Source, bool Removed);
}
