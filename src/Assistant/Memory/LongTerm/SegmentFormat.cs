using System.Text;
using Assistant.Memory.Facts;

namespace Assistant.Memory.LongTerm;

/// <summary>A segment's bytes, little-endian: version, what it replaces, episodes with their vectors, then when episodes, of this or another segment, were used.</summary>
internal static class SegmentFormat
{
    private const byte Version = 3;

    /// <summary>What has no uses is written as before, so that it can still be read by the program before.</summary>
    private const byte WithoutUses = 2;

    /// <summary>Of version 1, which knew nothing of sources, all was imported.</summary>
    private const byte WithoutSources = 1;
    private const byte Nothing = 0;
    private const byte Listed = 1;
    private const byte Everything = 2;

    /// <param name="replaces">Numbers of segments; empty for none, null for every earlier one.</param>
    public static byte[] Write(IReadOnlyList<StoredEpisode> episodes, IReadOnlyList<long>? replaces, IReadOnlyList<FactUses>? uses = null)
    {
        using var stream = new MemoryStream(episodes.Count * 128 + 16);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(uses is { Count: > 0 } ? Version : WithoutUses);
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
        if (uses is { Count: > 0 })
            WriteUses(writer, uses);
        writer.Flush();
        return stream.ToArray();
    }

    /// <exception cref="InvalidDataException">Not a segment, or a newer program's.</exception>
    public static SegmentContent Read(byte[] content)
    {
        using var reader = new BinaryReader(new MemoryStream(content, writable: false), Encoding.UTF8);
        var version = reader.ReadByte();
        if (version is not (Version or WithoutUses or WithoutSources))
            throw new InvalidDataException($"A memory segment of version {version} cannot be read by this program.");
        var everything = reader.ReadByte() == Everything;
        var replaces = new List<long>();
        for (var left = reader.ReadInt32(); left > 0; left--)
            replaces.Add(reader.ReadInt64());
        var count = reader.ReadInt32();
        var episodes = new List<StoredEpisode>(count);
        for (; count > 0; count--)
            episodes.Add(ReadEpisode(reader, version));
        return new(episodes, everything ? null : replaces, version == Version ? ReadUses(reader) : []);
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

    private static List<FactUses> ReadUses(BinaryReader reader)
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

/// <param name="Replaces">Null for every earlier one.</param>
/// <param name="Uses">By the episodes' ids.</param>
internal sealed record SegmentContent(List<StoredEpisode> Episodes, List<long>? Replaces, List<FactUses> Uses)
{
    public static SegmentContent Empty { get; } = new([], [], []);
}

/// <param name="RecordedAt">Milliseconds since 1970: when it became known.</param>
internal sealed record StoredEpisode(Episode Episode, long RecordedAt, QuantizedVector? Vector);
