using System.Text;
using Assistant.Memory.Facts;

namespace Assistant.Memory.LongTerm;

/// <summary>Episodes of one segment, a column each, as they are stored and taken into an index: with their words counted. Immutable.</summary>
internal sealed record SegmentBlock
{
    /// <summary>When each was said: milliseconds since 1970. The other columns go along with it.</summary>
    public required long[] At { get; init; }

    /// <summary>When it became known: milliseconds since 1970.</summary>
    public required long[] RecordedAt { get; init; }

    /// <summary>Places in <see cref="Names"/>.</summary>
    public required int[] Speakers { get; init; }

    public required int[] Conversations { get; init; }

    /// <summary>As <see cref="UtteranceSource"/>.</summary>
    public required byte[] Sources { get; init; }

    /// <summary>Bytes of each id in <see cref="Ids"/>.</summary>
    public required int[] IdLengths { get; init; }

    public required int[] TextLengths { get; init; }

    /// <summary>Of speakers and conversations, each once.</summary>
    public required string[] Names { get; init; }

    /// <summary>UTF-8, one behind the other.</summary>
    public required byte[] Ids { get; init; }

    public required byte[] Texts { get; init; }

    public required SegmentTerms Terms { get; init; }

    public required IReadOnlyList<SegmentVectors> Vectors { get; init; }

    public int Count => At.Length;

    public static SegmentBlock Of(IReadOnlyList<StoredEpisode> episodes)
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        int NameOf(string name) => names.TryGetValue(name, out var held) ? held : names[name] = names.Count;
        var (ids, idLengths) = Utf8([.. episodes.Select(stored => stored.Episode.Id)]);
        var (texts, textLengths) = Utf8([.. episodes.Select(stored => stored.Episode.Text)]);
        return new()
        {
            At = [.. episodes.Select(stored => stored.Episode.At.ToUnixTimeMilliseconds())],
            RecordedAt = [.. episodes.Select(stored => stored.RecordedAt)],
            Speakers = [.. episodes.Select(stored => NameOf(stored.Episode.Speaker))],
            Conversations = [.. episodes.Select(stored => NameOf(stored.Episode.Conversation))],
            Sources = [.. episodes.Select(stored => (byte)stored.Episode.Source)],
            IdLengths = idLengths,
            TextLengths = textLengths,
            Names = [.. names.Keys],
            Ids = ids,
            Texts = texts,
            Terms = SegmentTerms.Of(episodes),
            Vectors = SegmentVectors.Of(episodes),
        };
    }

    /// <summary>One by one, for writing a segment again without some of them.</summary>
    public List<StoredEpisode> Episodes()
    {
        var vectors = new QuantizedVector?[Count];
        foreach (var own in Vectors)
            for (var row = 0; row < own.Items.Length; row++)
                vectors[own.Items[row]] = own.At(row);
        var episodes = new List<StoredEpisode>(Count);
        for (int item = 0, id = 0, text = 0; item < Count; id += IdLengths[item], text += TextLengths[item], item++)
            episodes.Add(new(new(Encoding.UTF8.GetString(Ids, id, IdLengths[item]), DateTimeOffset.FromUnixTimeMilliseconds(At[item]), Names[Speakers[item]], Names[Conversations[item]],
                Encoding.UTF8.GetString(Texts, text, TextLengths[item]), (UtteranceSource)Sources[item]), RecordedAt[item], vectors[item]));
        return episodes;
    }

    private static (byte[] Bytes, int[] Lengths) Utf8(string[] texts)
    {
        var lengths = Array.ConvertAll(texts, Encoding.UTF8.GetByteCount);
        var (bytes, used) = (new byte[lengths.Sum()], 0);
        foreach (var text in texts)
            used += Encoding.UTF8.GetBytes(text, bytes.AsSpan(used));
        return (bytes, lengths);
    }
}

/// <param name="RecordedAt">Milliseconds since 1970: when it became known.</param>
internal sealed record StoredEpisode(Episode Episode, long RecordedAt, QuantizedVector? Vector);
