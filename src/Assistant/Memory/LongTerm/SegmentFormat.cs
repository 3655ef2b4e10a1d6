using System.Runtime.InteropServices;
using System.Text;
using Assistant.Conversations;
using Assistant.Memory.Facts;

namespace Assistant.Memory.LongTerm;

/// <summary>
/// A segment's bytes, little-endian: version, what it replaces, when episodes were used, then the columns of <see cref="SegmentBlock"/>, so that opening one is little more than copying them.
/// Older versions are read by <see cref="OldSegmentFormat"/>.
/// </summary>
internal static class SegmentFormat
{
    private const byte Version = 4;
    private const byte Listed = 1;
    private const byte Everything = 2;

    public static byte[] Write(SegmentContent segment)
    {
        var block = segment.Block;
        using var stream = new MemoryStream((block.Count * 64) + block.Texts.Length + (block.Terms.Entries.Length * sizeof(uint)) + block.Vectors.Sum(own => own.Values.Length) + 256);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Version);
        writer.Write(segment.Replaces is null ? Everything : Listed);
        WriteArray(writer, (segment.Replaces ?? []).ToArray());
        WriteUses(writer, segment.Uses);
        WriteBlock(writer, block);
        writer.Write(TermTable.Version);
        var terms = block.Terms;
        WriteArray(writer, terms.Lengths);
        WriteArray(writer, terms.Tellings);
        WriteArray(writer, terms.LetterCounts);
        WriteArray(writer, terms.Letters);
        WriteArray(writer, terms.EntryCounts);
        WriteArray(writer, terms.Entries);
        writer.Flush();
        return stream.ToArray();
    }

    /// <exception cref="InvalidDataException">Not a segment.</exception>
    /// <exception cref="StorageUnavailableException">A newer program's: all of that memory waits for this one to be updated, as half of it would be wrong.</exception>
    public static SegmentContent Read(byte[] content)
    {
        using var reader = new BinaryReader(new MemoryStream(content, writable: false), Encoding.UTF8);
        var version = reader.ReadByte();
        if (version < Version)
            return OldSegmentFormat.Read(reader, version);
        if (version > Version)
            throw new StorageUnavailableException($"This memory was written by a newer version of the program (format {version}; this one reads up to {Version}). Update this one; nothing was changed.");
        var everything = reader.ReadByte() == Everything;
        var replaces = ReadArray<long>(reader);
        var uses = ReadUses(reader);
        var block = ReadBlock(reader);
        if (reader.ReadInt32() != TermTable.Version)
            block = block with { Terms = SegmentTerms.Of(block.Episodes()) };
        else
            block = block with { Terms = new(ReadArray<int>(reader), ReadArray<ulong>(reader), ReadArray<byte>(reader), ReadArray<char>(reader), ReadArray<int>(reader), ReadArray<uint>(reader)) };
        return new(block, everything ? null : replaces, uses);
    }

    public static List<FactUses> ReadUses(BinaryReader reader)
    {
        var uses = new List<FactUses>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var (id, older, first, newest) = (reader.ReadString(), reader.ReadInt32(), reader.ReadInt64(), new DateTimeOffset[reader.ReadByte()]);
            for (var i = 0; i < newest.Length; i++)
                newest[i] = DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64());
            uses.Add(new(id, newest, older, first == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(first)));
        }
        return uses;
    }

    private static void WriteUses(BinaryWriter writer, IReadOnlyList<FactUses> uses)
    {
        writer.Write(uses.Count);
        foreach (var (id, newest, older, first) in uses)
        {
            writer.Write(id);
            writer.Write(older);
            writer.Write(first?.ToUnixTimeMilliseconds() ?? 0);
            writer.Write((byte)newest.Count);
            foreach (var time in newest)
                writer.Write(time.ToUnixTimeMilliseconds());
        }
    }

    private static void WriteBlock(BinaryWriter writer, SegmentBlock block)
    {
        WriteArray(writer, block.At);
        WriteArray(writer, block.RecordedAt);
        WriteArray(writer, block.Speakers);
        WriteArray(writer, block.Conversations);
        WriteArray(writer, block.Sources);
        WriteArray(writer, block.IdLengths);
        WriteArray(writer, block.TextLengths);
        writer.Write(block.Names.Length);
        foreach (var name in block.Names)
            writer.Write(name);
        WriteArray(writer, block.Ids);
        WriteArray(writer, block.Texts);
        writer.Write(block.Vectors.Count);
        foreach (var (model, dimensions, items, scales, values) in block.Vectors)
        {
            writer.Write(model);
            writer.Write(dimensions);
            WriteArray(writer, items);
            WriteArray(writer, scales);
            WriteArray(writer, values);
        }
    }

    private static SegmentBlock ReadBlock(BinaryReader reader)
    {
        var (at, recordedAt) = (ReadArray<long>(reader), ReadArray<long>(reader));
        var (speakers, conversations, sources) = (ReadArray<int>(reader), ReadArray<int>(reader), ReadArray<byte>(reader));
        var (idLengths, textLengths, names) = (ReadArray<int>(reader), ReadArray<int>(reader), new string[reader.ReadInt32()]);
        for (var i = 0; i < names.Length; i++)
            names[i] = reader.ReadString();
        var (ids, texts, vectors) = (ReadArray<byte>(reader), ReadArray<byte>(reader), new SegmentVectors[reader.ReadInt32()]);
        for (var i = 0; i < vectors.Length; i++)
            vectors[i] = new(UnnamedModels.NameOf(reader.ReadString()), reader.ReadInt32(), ReadArray<int>(reader), ReadArray<float>(reader), ReadArray<sbyte>(reader));
        return new()
        {
            At = at,
            RecordedAt = recordedAt,
            Speakers = speakers,
            Conversations = conversations,
            Sources = sources,
            IdLengths = idLengths,
            TextLengths = textLengths,
            Names = names,
            Ids = ids,
            Texts = texts,
            Terms = SegmentTerms.None,
            Vectors = vectors,
        };
    }

    private static void WriteArray<T>(BinaryWriter writer, T[] values)
        where T : unmanaged
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));
    }

    private static T[] ReadArray<T>(BinaryReader reader)
        where T : unmanaged
    {
        var count = reader.ReadInt32();
        if (count < 0 || (long)count * System.Runtime.CompilerServices.Unsafe.SizeOf<T>() > reader.BaseStream.Length - reader.BaseStream.Position)
            throw new InvalidDataException("A memory segment ends too early.");
        var values = GC.AllocateUninitializedArray<T>(count);
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
