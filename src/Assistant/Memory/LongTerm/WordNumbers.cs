namespace Assistant.Memory.LongTerm;

/// <summary>
/// A number for each word, looked up by its letters. A dictionary of strings does the same at twice the time and memory, and each of its calls is slow until the
/// runtime has compiled it again, which is when a large memory is opened. Only ever added to. One thread.
/// </summary>
internal sealed class WordNumbers
{
    private const int Empty = -1;

    private int[] _slots = Slots(128);
    private Word[] _words = new Word[64];
    private char[] _letters = new char[512];
    private int _used;

    /// <summary>Words that are held.</summary>
    public int Count { get; private set; }

    public bool TryGet(ReadOnlySpan<char> word, out int number)
    {
        var hash = string.GetHashCode(word);
        for (var slot = hash & (_slots.Length - 1); _slots[slot] is not Empty and var at; slot = (slot + 1) & (_slots.Length - 1))
        {
            ref readonly var held = ref _words[at];
            if (held.Hash != hash || !_letters.AsSpan(held.Offset, held.Length).SequenceEqual(word))
                continue;
            number = held.Number;
            return true;
        }
        number = Empty;
        return false;
    }

    /// <param name="word">One that is not held yet.</param>
    public void Add(ReadOnlySpan<char> word, int number)
    {
        if (Count == _words.Length)
        {
            Array.Resize(ref _words, Count * 2);
            _slots = Slots(_slots.Length * 2);
            for (var i = 0; i < Count; i++)
                Place(i);
        }
        if (_used + word.Length > _letters.Length)
            Array.Resize(ref _letters, Math.Max(_letters.Length * 2, _used + word.Length));
        word.CopyTo(_letters.AsSpan(_used));
        _words[Count] = new(string.GetHashCode(word), _used, word.Length, number);
        _used += word.Length;
        Place(Count++);
    }

    /// <summary>Of the word that was added at <paramref name="position"/>, from 0.</summary>
    public ReadOnlySpan<char> Letters(int position) => _letters.AsSpan(_words[position].Offset, _words[position].Length);

    private void Place(int at)
    {
        var slot = _words[at].Hash & (_slots.Length - 1);
        while (_slots[slot] != Empty)
            slot = (slot + 1) & (_slots.Length - 1);
        _slots[slot] = at;
    }

    private static int[] Slots(int size)
    {
        var slots = new int[size];
        Array.Fill(slots, Empty);
        return slots;
    }

    private readonly record struct Word(int Hash, int Offset, int Length, int Number);
}
