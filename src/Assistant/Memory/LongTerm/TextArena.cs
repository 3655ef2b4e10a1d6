using System.Text;

namespace Assistant.Memory.LongTerm;

/// <summary>Many texts as UTF-8 in a few large arrays: a million of them without a million objects. Only ever added to. One thread.</summary>
internal sealed class TextArena
{
    private const int BlockSize = 1 << 20;
    private readonly List<byte[]> _blocks = [];
    private int _used = BlockSize;

    public Place Add(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        if (length > BlockSize)
        {
            _blocks.Add(Encoding.UTF8.GetBytes(text));
            _used = BlockSize;
            return new(_blocks.Count - 1, 0, length);
        }
        if (_used + length > BlockSize)
        {
            _blocks.Add(new byte[BlockSize]);
            _used = 0;
        }
        var place = new Place(_blocks.Count - 1, _used, Encoding.UTF8.GetBytes(text, _blocks[^1].AsSpan(_used)));
        _used += place.Length;
        return place;
    }

    public string Read(Place place) => Encoding.UTF8.GetString(_blocks[place.Block], place.Offset, place.Length);

    internal readonly record struct Place(int Block, int Offset, int Length);
}
