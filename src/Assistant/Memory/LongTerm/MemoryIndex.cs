using System.Runtime.InteropServices;
using System.Text;
using Assistant.Memory.Facts;

namespace Assistant.Memory.LongTerm;

/// <summary>One person's episodes opened for searching: texts, postings, vectors, and who stands beside whom. Only in memory. One thread at a time.</summary>
internal sealed class MemoryIndex
{
    private readonly TextArena _texts = new();
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly List<string> _nameOf = [];
    private readonly List<int> _lastOf = [];
    private readonly Dictionary<ulong, int> _byId = [];
    private readonly EpisodePostings _postings = new();
    private readonly EpisodeTellings _tellings = new();
    private readonly List<int> _read = [];
    private readonly HashSet<int> _speakers = [];
    private readonly List<int> _unwritten = [];

    // Of ids that stand in several segments, those besides the item's own: two who remembered the same at once left them.
    private readonly Dictionary<ulong, HashSet<long>> _besides = [];
    private Entry[] _entries = new Entry[16];
    private int _count;
    private long _termsHeld;

    public MemoryIndex() => Archive = new(this);

    public TermTable Terms => _postings.Terms;

    public EpisodeUses Uses { get; } = new();

    public VectorTables Vectors { get; } = new();

    public EpisodeArchive Archive { get; }

    /// <summary>Entries, removed ones too: items are numbered from 0 to this.</summary>
    public int Count => _count;

    /// <summary>Without the removed ones.</summary>
    public int Living { get; private set; }

    public int Removals => _count - Living;

    public long NewestAt { get; private set; }

    /// <summary>UTF-8 of all texts, of removed ones too.</summary>
    public long TextBytes { get; private set; }

    /// <summary>What ranking reads of every item.</summary>
    public EpisodeColumns Columns { get; } = new();

    public double AverageTerms => _count == 0 ? 1 : Math.Max(1, (double)_termsHeld / _count);

    public Entry this[int item] => _entries[item];

    public ReadOnlySpan<uint> Postings(int term) => _postings.Of(term);

    public string Name(int name) => _nameOf[name];

    /// <summary>Numbers of everybody who spoke.</summary>
    public IReadOnlySet<int> Speakers => _speakers;

    /// <summary>The number of no segment: of what stands in the log and is not written to memory yet.</summary>
    public const long Unwritten = 0;

    public void Add(StoredEpisode stored, long segment) => AddAll(SegmentBlock.Of([stored]), segment);

    /// <summary>Takes in what is not held yet. Episodes that waited to be written are from here on the segment's.</summary>
    public void AddAll(SegmentBlock block, long segment)
    {
        // Of each episode the item that it became, and the one that its vector belongs to; none for those that are held already.
        var (added, taken, first) = (new int[block.Count], new int[block.Count], _count);
        var (names, ids, texts) = (Array.ConvertAll(block.Names, NameOf), _texts.Add(block.Ids), _texts.Add(block.Texts));
        Reserve(block.Count);
        for (int i = 0, id = 0, text = 0; i < block.Count; id += block.IdLengths[i], text += block.TextLengths[i], i++)
        {
            var entry = new Entry(block.RecordedAt[i], segment, ids.Part(id, block.IdLengths[i]), texts.Part(text, block.TextLengths[i]), names[block.Conversations[i]], (UtteranceSource)block.Sources[i]);
            ref var item = ref CollectionsMarshal.GetValueRefOrAddDefault(_byId, Fnv.Of(_texts.Bytes(entry.Id)), out var held);
            if (held && segment != Unwritten && _entries[item].Segment is not Unwritten and var own && own != segment)
                NoteBesides(Fnv.Of(_texts.Bytes(entry.Id)), segment);
            added[i] = held ? EpisodeColumns.None : item = Append(entry, block, i, names[block.Speakers[i]]);
            taken[i] = held && !Write(item, segment) ? EpisodeColumns.None : item;
        }
        foreach (var speaker in block.Speakers.Distinct())
            _speakers.Add(names[speaker]);
        _postings.Add(block.Terms, added, _count - first == added.Length ? first : null);
        foreach (var vectors in block.Vectors)
            Vectors.Add(vectors, taken);
    }

    public int? Find(string id) => _byId.TryGetValue(Fnv.Of(Encoding.UTF8.GetBytes(id)), out var item) && _texts.Read(_entries[item].Id) == id ? item : null;

    public Episode Read(int item)
    {
        var entry = _entries[item];
        return new(_texts.Read(entry.Id), DateTimeOffset.FromUnixTimeMilliseconds(Columns.At[item]), Name(Columns.Speakers[item]), Name(entry.Conversation), _texts.Read(entry.Text), entry.Source);
    }

    /// <summary>All in which the item's id stands.</summary>
    public IEnumerable<long> SegmentsOf(int item) =>
        _besides.TryGetValue(Fnv.Of(_texts.Bytes(_entries[item].Id)), out var besides) ? besides.Append(_entries[item].Segment) : [_entries[item].Segment];

    /// <summary>Removes everything that came in these segments, in one walk.</summary>
    public void RemoveSegments(IReadOnlyCollection<long> segments)
    {
        if (segments.Count == 0)
            return;
        var gone = segments.ToHashSet();
        foreach (var besides in _besides.Values)
            besides.ExceptWith(gone);
        for (var item = 0; item < _count; item++)
            if (gone.Contains(_entries[item].Segment))
                Remove(item);
        Uses.RemoveSegments(gone);
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

    private int Append(Entry entry, SegmentBlock block, int at, int speaker)
    {
        var (item, length) = (_count++, block.Terms.Lengths[at]);
        _entries[item] = entry;
        var previous = _lastOf[entry.Conversation];
        _lastOf[entry.Conversation] = item;
        Columns.Add(block.At[at], length, speaker, previous, RecallQuery.TokensAnItem + (entry.Text.Length / RecallQuery.CharactersAToken),
            length == 0 ? (byte)0 : _tellings.Add(block.Terms.Tellings[at], speaker));
        if (entry.Segment == Unwritten)
            _unwritten.Add(item);
        TextBytes += entry.Text.Length;
        _termsHeld += length;
        NewestAt = Math.Max(NewestAt, block.At[at]);
        Living++;
        return item;
    }

    private void Reserve(int more)
    {
        EpisodeTellings.Reserve(_byId, more);
        _tellings.Reserve(more);
        if (_count + more > _entries.Length)
            Array.Resize(ref _entries, Math.Max(_count + more, _count < 1 << 16 ? _count * 2 : _count + (_count / 2)));
    }

    private void Remove(int item)
    {
        if (Columns.Removed[item])
            return;
        Columns.Remove(item);
        _byId.Remove(Fnv.Of(_texts.Bytes(_entries[item].Id)));
        // A segment that is written again without one of its items brings the others back: they are not said again by that.
        _read.Clear();
        Terms.Read(_texts.Read(_entries[item].Text), _read);
        if (_read.Count > 0)
            _tellings.Remove(Terms.Telling(_read), Columns.Speakers[item]);
        Living--;
    }

    /// <returns>False when it is another segment's.</returns>
    private bool Write(int item, long segment)
    {
        if (segment == Unwritten || _entries[item].Segment != Unwritten)
            return false;
        _entries[item] = _entries[item] with { Segment = segment };
        return true;
    }

    private void NoteBesides(ulong id, long segment)
    {
        if (!_besides.TryGetValue(id, out var besides))
            _besides[id] = besides = [];
        besides.Add(segment);
    }

    private int NameOf(string name)
    {
        if (_names.TryGetValue(name, out var number))
            return number;
        _nameOf.Add(name);
        _lastOf.Add(EpisodeColumns.None);
        return _names[name] = _nameOf.Count - 1;
    }

    /// <summary>What is read of an episode once it is found.</summary>
    internal readonly record struct Entry(long RecordedAt, long Segment, TextArena.Place Id, TextArena.Place Text, int Conversation, UtteranceSource Source);
}
