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
    private readonly Dictionary<string, VectorTable> _vectors = new(StringComparer.Ordinal);
    private readonly List<int> _read = [];
    private readonly HashSet<int> _speakers = [];
    private readonly List<int> _unwritten = [];
    private readonly Dictionary<ulong, int> _told = [];

    // Of ids that stand in several segments, those besides the item's own: two who remembered the same at once left them.
    private readonly Dictionary<ulong, HashSet<long>> _besides = [];
    private Entry[] _entries = new Entry[16];
    private int _count;
    private Posting[] _postings = new Posting[64];
    private long _termsHeld;

    public TermTable Terms { get; } = new();

    public EpisodeUses Uses { get; } = new();

    /// <summary>Entries, removed ones too: items are numbered from 0 to this.</summary>
    public int Count => _count;

    /// <summary>Without the removed ones.</summary>
    public int Living { get; private set; }

    public long NewestAt { get; private set; }

    /// <summary>UTF-8 of all texts, of removed ones too.</summary>
    public long TextBytes { get; private set; }

    /// <summary>What ranking reads of every item.</summary>
    public EpisodeColumns Columns { get; } = new();

    public double AverageTerms => _count == 0 ? 1 : Math.Max(1, (double)_termsHeld / _count);

    public IReadOnlyDictionary<string, VectorTable> Vectors => _vectors;

    public Entry this[int item] => _entries[item];

    public ReadOnlySpan<uint> Postings(int term) => term < _postings.Length ? _postings[term].Entries : [];

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
        AddTerms(block.Terms, added, first);
        foreach (var vectors in block.Vectors)
            TableOf(vectors).Add(vectors, taken);
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

    /// <summary>Removes everything that came in one segment.</summary>
    public void RemoveSegment(long segment)
    {
        foreach (var besides in _besides.Values)
            besides.Remove(segment);
        for (var item = 0; item < _count; item++)
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

    /// <summary>How often the same words were said before by the same speaker: terms in their order.</summary>
    private byte Told(ulong telling)
    {
        ref var told = ref CollectionsMarshal.GetValueRefOrAddDefault(_told, telling, out _);
        return (byte)Math.Min(told++, EpisodeColumns.MostRepeats);
    }

    private static ulong TellingOf(ulong terms, int speaker) => (terms ^ (uint)speaker) * Fnv.Prime;

    private int Append(Entry entry, SegmentBlock block, int at, int speaker)
    {
        var (item, length) = (_count++, block.Terms.Lengths[at]);
        _entries[item] = entry;
        var previous = _lastOf[entry.Conversation];
        _lastOf[entry.Conversation] = item;
        Columns.Add(block.At[at], length, speaker, previous, RecallQuery.TokensAnItem + (entry.Text.Length / RecallQuery.CharactersAToken),
            length == 0 ? (byte)0 : Told(TellingOf(block.Terms.Tellings[at], speaker)));
        if (entry.Segment == Unwritten)
            _unwritten.Add(item);
        TextBytes += entry.Text.Length;
        _termsHeld += length;
        NewestAt = Math.Max(NewestAt, block.At[at]);
        Living++;
        return item;
    }

    private void AddTerms(SegmentTerms terms, int[] items, int first)
    {
        var allAdded = _count - first == items.Length;
        for (int term = 0, letter = 0, entry = 0; term < terms.EntryCounts.Length; letter += terms.LetterCounts[term], entry += terms.EntryCounts[term], term++)
        {
            var number = Terms.NumberOf(terms.Letters.AsSpan(letter, terms.LetterCounts[term]));
            if (number >= _postings.Length)
                Array.Resize(ref _postings, Math.Max(Terms.Count, _postings.Length * 2));
            var entries = terms.Entries.AsSpan(entry, terms.EntryCounts[term]);
            if (allAdded)
                _postings[number].Add(entries, first);
            else
                _postings[number].Add(entries, items);
        }
    }

    private void Reserve(int more)
    {
        Reserve(_byId, more);
        Reserve(_told, more);
        if (_count + more > _entries.Length)
            Array.Resize(ref _entries, Math.Max(_count + more, _count < 1 << 16 ? _count * 2 : _count + (_count / 2)));
    }

    /// <summary>At least doubled: a dictionary that is asked for one more makes room for no more than that.</summary>
    private static void Reserve(Dictionary<ulong, int> numbers, int more)
    {
        if (numbers.Count + more > numbers.Capacity)
            numbers.EnsureCapacity(Math.Max(numbers.Count + more, numbers.Count * 2));
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
        if (_read.Count > 0 && TellingOf(Terms.Telling(_read), Columns.Speakers[item]) is var telling && --_told[telling] <= 0)
            _told.Remove(telling);
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

    private VectorTable TableOf(SegmentVectors vectors)
    {
        if (!_vectors.TryGetValue(vectors.Language, out var table) || table.Dimensions != vectors.Dimensions)
            _vectors[vectors.Language] = table = new(vectors.Dimensions);
        return table;
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
