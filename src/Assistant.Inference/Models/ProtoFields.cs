using System.Text;

namespace Assistant.Inference.Models;

/// <summary>
/// The fields of a protocol buffer in memory, one after another: `while (fields.Next()) ...`. Ends at the first byte that can be no field; <see cref="IsBroken"/> then says so.
/// </summary>
internal ref struct ProtoFields(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    public int Number { get; private set; }

    /// <summary>Where the field's contents begin, for those that have a length.</summary>
    public int Start { get; private set; }

    /// <summary>The contents of a field that has a length; empty for a number.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    public bool IsBroken { get; private set; }

    public readonly string Text => Encoding.UTF8.GetString(Bytes);

    public bool Next()
    {
        if (_at == _bytes.Length || IsBroken)
            return false;
        if (!ReadNumber(out var tag) || tag >> 3 is 0 or > int.MaxValue)
            return Broken();
        (Number, Start) = ((int)(tag >> 3), _at);
        Bytes = default;
        switch (tag & 7)
        {
            case 0:
                return ReadNumber(out _) || Broken();
            case 1:
                return Skip(8);
            case 2:
                if (!ReadNumber(out var length) || length > (ulong)(_bytes.Length - _at))
                    return Broken();
                Start = _at;
                Bytes = _bytes.Slice(_at, (int)length);
                return Skip((int)length);
            case 5:
                return Skip(4);
            default:
                return Broken();
        }
    }

    private bool Skip(int length)
    {
        if (length > _bytes.Length - _at)
            return Broken();
        _at += length;
        return true;
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
        for (var shift = 0; shift < 64 && _at < _bytes.Length; shift += 7)
        {
            var next = _bytes[_at++];
            number |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return true;
        }
        return false;
    }
}
