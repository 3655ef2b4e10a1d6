using Assistant.Memory.Facts;

namespace Assistant.Memory.LongTerm;

/// <summary>One person's episodes opened for searching: texts, postings, vectors, and who stands beside whom. Only in memory. One thread at a time.</summary>
internal sealed class MemoryIndex
{
    private readonly TextArena _texts = new();
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly List<string> _nameOf = [];
    private readonly Dictionary<int, int> _lastOf = [];
    private readonly Dictionary<ulong, int> _byId = [];
    private readonly Dictionary<string, VectorTable> _vectors = new(StringComparer.Ordinal);
    private readonly List<int> _read = [];
    private readonly HashSet<int> _speakers = [];
    private readonly List<int> _unwritten = [];
    private readonly Dictionary<ulong, int> _told = [];
    private Posting[] _postings = new Posting[1024];
    private long _termsHeld;

    public TermTable Terms { get; } = new();

    public EpisodeUses Uses { get; } = new();

    /// <summary>Entries, removed ones too: items are numbered from 0 to this.</summary>
    public int Count => _entries.Count;

    /// <summary>Without the removed ones.</summary>
    public int Living { get; private set; }

    public long NewestAt { get; private set; }

    /// <summary>UTF-8 of all texts, of removed ones too.</summary>
    public long TextBytes { get; private set; }

    /// <summary>What ranking reads of every item.</summary>
    public EpisodeColumns Columns { get; } = new();

    public double AverageTerms => _entries.Count == 0 ? 1 : Math.Max(1, (double)_termsHeld / _entries.Count);

    public IReadOnlyDictionary<string, VectorTable> Vectors => _vectors;

    public Entry this[int item] => _entries[item];

    public ReadOnlySpan<uint> Postings(int term) => term < _postings.Length ? _postings[term].Entries : [];

    public string Name(int name) => _nameOf[name];

    /// <summary>Numbers of everybody who spoke.</summary>
    public IReadOnlySet<int> Speakers => _speakers;

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
        var speaker = NameOf(episode.Speaker);
        var repeats = Told(speaker);
        Terms.Read(episode.Speaker, _read);
        if (Terms.Count > _postings.Length)
            Array.Resize(ref _postings, Math.Max(Terms.Count, _postings.Length * 2));
        // A term's occurrences come together: the posting counts only what follows itself.
        _read.Sort();
        foreach (var term in _read)
            _postings[term].Add(item);
        var conversation = NameOf(episode.Conversation);
        var previous = _lastOf.TryGetValue(conversation, out var last) ? last : EpisodeColumns.None;
        _lastOf[conversation] = item;
        _speakers.Add(speaker);
        var at = episode.At.ToUnixTimeMilliseconds();
        var text = _texts.Add(episode.Text);
        _entries.Add(new(recordedAt, segment, _texts.Add(episode.Id), text, conversation, episode.Source));
        Columns.Add(at, length, speaker, previous, RecallQuery.TokensAnItem + (text.Length / RecallQuery.CharactersAToken), repeats);
        TextBytes += text.Length;
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
        return new(_texts.Read(entry.Id), DateTimeOffset.FromUnixTimeMilliseconds(Columns.At[item]), Name(Columns.Speakers[item]), Name(entry.Conversation), _texts.Read(entry.Text), entry.Source);
    }

    /// <summary>Removes everything that came in one segment.</summary>
    public void RemoveSegment(long segment)
    {
        for (var item = 0; item < _entries.Count; item++)
            if (_entries[item].Segment == segment)
                Remove(item);
        Uses.RemoveSegment(segment);
    }

    /// <summary>Removes what is not written and does not wait to be any more: it was forgotten meanwhile.</summary>
    /// <param name="waiting">Ids.</param>
    public void RetainUnwritten(IReadOnlySet<string> waiting)
    {
        foreach (var item in _unwritten)
            if (_entries[item].Segment == Unwritten && !waiting.Contains(_texts.Read(_entries[item].Id)))
                Remove(item);
        _unwritten.RemoveAll(item => Columns.Removed[item] || _entries[item].Segment != Unwritten);
    }

    /// <summary>How often the same words were said before by the same speaker: terms in their order. Two of a million that fall together by chance habituate wrongly, which is little.</summary>
    private byte Told(int speaker)
    {
        if (_read.Count == 0)
            return 0;
        ref var told = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_told, TellingHash(speaker), out _);
        return (byte)Math.Min(told++, EpisodeColumns.MostRepeats);
    }

    /// <summary>Of the terms just read.</summary>
    private ulong TellingHash(int speaker)
    {
        var hash = 14695981039346656037UL ^ (uint)speaker;
        foreach (var term in _read)
            hash = (hash ^ (uint)term) * 1099511628211UL;
        return hash;
    }

    private void Remove(int item)
    {
        if (Columns.Removed[item])
            return;
        Columns.Remove(item);
        _byId.Remove(Hash(_texts.Read(_entries[item].Id)));
        // A segment that is written again without one of its items brings the others back: they are not said again by that.
        _read.Clear();
        Terms.Read(_texts.Read(_entries[item].Text), _read);
        if (_read.Count > 0 && TellingHash(Columns.Speakers[item]) is var telling && --_told[telling] <= 0)
            _told.Remove(telling);
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

    /// <summary>What is read of an episode once it is found.</summary>
    internal readonly record struct Entry(long RecordedAt, long Segment, TextArena.Place Id, TextArena.Place Text, int Conversation, UtteranceSource Source);
}
