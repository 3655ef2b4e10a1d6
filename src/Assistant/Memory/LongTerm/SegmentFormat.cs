using System.Text;
using Assistant.Memory.Facts;

namespace Assistant.Memory.LongTerm;

/// <summary>A segment's bytes, little-endian: version, what it replaces, then episodes with their vectors.</summary>
internal static class SegmentFormat
{
    private const byte Version = 2;

    /// <summary>Of version 1, which knew nothing of sources, all was imported.</summary>
    private const byte WithoutSources = 1;
    private const byte Nothing = 0;
    private const byte Listed = 1;
    private const byte Everything = 2;

    /// <param name="replaces">Numbers of segments; empty for none, null for every earlier one.</param>
    public static byte[] Write(IReadOnlyList<StoredEpisode> episodes, IReadOnlyList<long>? replaces)
    {
        using var stream = new MemoryStream(episodes.Count * 128 + 16);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Version);
        writer.Write(replaces is null ? Everything : replaces.Count == 0 ? Nothing : Listed);
        writer.Write(replaces?.Count ?? 0);
        foreach (var number in replaces ?? [])
            writer.Write(number);
        writer.Write(episodes.Count);
        foreach (var (episode, recordedAt, vector) in episodes)
        {
            writer.Write(episode.Id);
            writer.Write(episode.At.ToUnixTimeMilliseconds());
            writer.Write(recordedAt);
            writer.Write(episode.Speaker);
            writer.Write(episode.Conversation);
            writer.Write(episode.Text);
            writer.Write((byte)episode.Source);
            writer.Write((ushort)(vector?.Values.Length ?? 0));
            if (vector is null)
                continue;
            writer.Write(vector.Language);
            writer.Write(vector.Scale);
            writer.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(vector.Values.AsSpan()));
        }
        writer.Flush();
        return stream.ToArray();
    }

    /// <exception cref="InvalidDataException">Not a segment, or a newer program's.</exception>
    public static (List<StoredEpisode> Episodes, List<long>? Replaces) Read(byte[] content)
    {
        using var reader = new BinaryReader(new MemoryStream(content, writable: false), Encoding.UTF8);
        var version = reader.ReadByte();
        if (version is not (Version or WithoutSources))
            throw new InvalidDataException($"A memory segment of version {version} cannot be read by this program.");
        var everything = reader.ReadByte() == Everything;
        var replaces = new List<long>();
        for (var left = reader.ReadInt32(); left > 0; left--)
            replaces.Add(reader.ReadInt64());
        var count = reader.ReadInt32();
        var episodes = new List<StoredEpisode>(count);
        for (; count > 0; count--)
            episodes.Add(ReadEpisode(reader, version));
        return (episodes, everything ? null : replaces);
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
        reader.BaseStream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        return new(episode, recordedAt, new(language, scale, values));
    }
}

/// <param name="RecordedAt">Milliseconds since 1970: when it became known.</param>
internal sealed record StoredEpisode(Episode Episode, long RecordedAt, QuantizedVector? Vector);
