using System.Runtime.InteropServices;
using Assistant.Memory.Facts;

namespace Assistant.Memory.LongTerm;

/// <summary>Segments as they were written before their words were stored with them: episode by episode. Only read; the words are counted on the way.</summary>
internal static class OldSegmentFormat
{
    private const byte WithUses = 3;

    /// <summary>Of version 1, which knew nothing of sources, all was imported.</summary>
    private const byte WithoutSources = 1;

    private const byte Everything = 2;

    /// <param name="reader">Behind the version.</param>
    /// <exception cref="InvalidDataException">No segment.</exception>
    public static SegmentContent Read(BinaryReader reader, byte version)
    {
        if (version is < WithoutSources or > WithUses)
            throw new InvalidDataException($"A memory segment of version {version} was never written.");
        var everything = reader.ReadByte() == Everything;
        var replaces = new List<long>();
        for (var left = reader.ReadInt32(); left > 0; left--)
            replaces.Add(reader.ReadInt64());
        var count = reader.ReadInt32();
        var episodes = new List<StoredEpisode>(count);
        for (; count > 0; count--)
            episodes.Add(ReadEpisode(reader, version));
        return SegmentContent.Of(episodes, everything ? null : replaces, version == WithUses ? SegmentFormat.ReadUses(reader) : []);
    }

    private static StoredEpisode ReadEpisode(BinaryReader reader, byte version)
    {
        var (id, at, recordedAt) = (reader.ReadString(), reader.ReadInt64(), reader.ReadInt64());
        var episode = new Episode(id, DateTimeOffset.FromUnixTimeMilliseconds(at), reader.ReadString(), reader.ReadString(), reader.ReadString(),
            version == WithoutSources ? UtteranceSource.User : (UtteranceSource)reader.ReadByte());
        int dimensions = reader.ReadUInt16();
        if (dimensions == 0)
            return new(episode, recordedAt, null);
        var (language, scale, values) = (reader.ReadString(), reader.ReadSingle(), new sbyte[dimensions]);
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return new(episode, recordedAt, new(UnnamedModels.NameOf(language), scale, values));
    }
}
