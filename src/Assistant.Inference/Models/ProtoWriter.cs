using System.Buffers;
using System.Text;

namespace Assistant.Inference.Models;

/// <summary>Writes the fields of a protocol buffer.</summary>
internal sealed class ProtoWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public ProtoWriter Number(int field, long value)
    {
        Variable((ulong)field << 3);
        Variable((ulong)value);
        return this;
    }

    public ProtoWriter Single(int field, float value)
    {
        Variable(((ulong)field << 3) | 5);
        _bytes.Write(BitConverter.GetBytes(value));
        return this;
    }

    public ProtoWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtoWriter Part(int field, ProtoWriter value) => Bytes(field, value.Written);

    public ProtoWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Variable(((ulong)field << 3) | 2);
        Variable((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    /// <summary>All fields of another.</summary>
    public ProtoWriter Raw(ProtoWriter fields)
    {
        _bytes.Write(fields.Written);
        return this;
    }

    private void Variable(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Write([(byte)(value | 0x80)]);
        _bytes.Write([(byte)value]);
    }
}
