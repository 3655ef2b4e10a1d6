using System.Text;

namespace Assistant.Inference.Models;

/// <summary>
/// The fields of a protocol buffer (https://protobuf.dev/programming-guides/encoding) in a stream, one after another: `while (fields.Next()) ...`. Reads tags, lengths and what is
/// asked for, and passes over the rest. Ends at the first byte that can be no field (<see cref="IsBroken"/>) and before a field that would reach beyond the end (<see cref="Needed"/>).
/// Several may read one stream in turn, not at once.
/// </summary>
/// <param name="start">Where the first field begins.</param>
/// <param name="end">Where the last one ends.</param>
internal sealed class ProtoFields(Stream stream, long start, long end)
{
    private const int LongestText = 1 << 16;

    private long _at = start;

    public ProtoFields(Stream stream)
        : this(stream, 0, stream.Length)
    {
    }

    public int Number { get; private set; }

    /// <summary>Where the field itself begins.</summary>
    public long Tag { get; private set; }

    /// <summary>Where its contents begin.</summary>
    public long Start { get; private set; }

    public long Length { get; private set; }

    /// <summary>What a field of variable length says; 0 for others.</summary>
    public long Value { get; private set; }

    public bool IsBroken { get; private set; }

    /// <summary>Where the stream would have to end at the least for the next field to be whole; null when it is not the end that is missing.</summary>
    public long? Needed { get; private set; }

    /// <summary>The fields of the message that this field is.</summary>
    public ProtoFields Parts => new(stream, Start, Start + Length);

    /// <summary>Its contents as text; what is longer than any name is cut.</summary>
    public string Text
    {
        get
        {
            var bytes = new byte[Math.Min(Length, LongestText)];
            stream.Position = Start;
            stream.ReadExactly(bytes);
            return Encoding.UTF8.GetString(bytes);
        }
    }

    /// <summary>Its contents as numbers of variable length.</summary>
    public List<long> Numbers()
    {
        var numbers = new List<long>();
        stream.Position = Start;
        while (stream.Position < Start + Length && ReadNumber(out var number))
            numbers.Add((long)number);
        return numbers;
    }

    public bool Next()
    {
        if (_at >= end || IsBroken)
            return false;
        (Tag, stream.Position, Value) = (_at, _at, 0);
        if (!ReadNumber(out var tag) || tag >> 3 is 0 or > int.MaxValue)
            return Broken();
        Number = (int)(tag >> 3);
        switch (tag & 7)
        {
            case 0:
                (Start, Length) = (stream.Position, 0);
                if (!ReadNumber(out var value))
                    return Broken();
                Value = (long)value;
                _at = stream.Position;
                return true;
            case 1:
                return Take(8);
            case 2:
                return ReadNumber(out var length) && length < long.MaxValue / 2 ? Take((long)length) : Broken();
            case 5:
                return Take(4);
            default:
                return Broken();
        }
    }

    private bool Take(long length)
    {
        (Start, Length) = (stream.Position, length);
        _at = Start + length;
        if (_at <= end)
            return true;
        Needed = _at;
        return Broken();
    }

    private bool Broken()
    {
        IsBroken = true;
        return false;
    }

    /// <summary>Seven bits a byte, the lowest first.</summary>
    private bool ReadNumber(out ulong number)
    {
        number = 0;
        for (var shift = 0; shift < 64 && stream.Position < end; shift += 7)
        {
            var next = stream.ReadByte();
            if (next < 0)
                return false;
            number |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return true;
        }
        return false;
    }
}
