using System.Text;

namespace Assistant.Memory.LongTerm;

/// <summary>Many texts as UTF-8 in a few large arrays: a million of them without a million objects. Only ever added to. One thread.</summary>
internal sealed class TextArena
{
    private const int BlockSize = 1 << 20;
    private const int Large = BlockSize / 8;
    private readonly List<byte[]> _blocks = [];
    private int _filled;
    private int _used = BlockSize;

    /// <param name="utf8">Texts one behind the other; a large array is kept as it is, not copied.</param>
    /// <returns>The place of all of it.</returns>
    public Place Add(byte[] utf8)
    {
        if (utf8.Length > Large)
        {
            _blocks.Add(utf8);
            return new(_blocks.Count - 1, 0, utf8.Length);
        }
        if (_used == BlockSize || _used + utf8.Length > BlockSize)
        {
            _filled = _blocks.Count;
            _blocks.Add(new byte[BlockSize]);
            _used = 0;
        }
        utf8.CopyTo(_blocks[_filled].AsSpan(_used));
        var place = new Place(_filled, _used, utf8.Length);
        _used += utf8.Length;
        return place;
    }

    public string Read(Place place) => Encoding.UTF8.GetString(Bytes(place));

    public ReadOnlySpan<byte> Bytes(Place place) => _blocks[place.Block].AsSpan(place.Offset, place.Length);

    internal readonly record struct Place(int Block, int Offset, int Length)
    {
        public Place Part(int from, int length) => new(Block, Offset + from, length);
    }
}
