using System.Text;
using Assistant.Conversations;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;

namespace Assistant.Tests.Memory.LongTerm;

public sealed class SegmentFormatTests
{
    private static readonly DateTimeOffset s_start = new(2025, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private static List<StoredEpisode> Episodes { get; } =
    [
        new(new("e0", s_start, "Mia", "c", "we painted the fence green"), 7, QuantizedVector.Of(UnnamedModels.English, [1, 0, 0.5f])),
        new(new("é1", s_start.AddMinutes(1), "Tom", "c", "我打算学习游泳 in 2025"), 8, null),
        new(new("e2", s_start.AddMinutes(2), "Mia", "d", "", UtteranceSource.Picture), 9, QuantizedVector.Of(UnnamedModels.Chinese, [0, 1])),
        new(new("e3", s_start.AddMinutes(3), "Mia", "c", "We painted the fences green.", UtteranceSource.Recording), 9, QuantizedVector.Of(UnnamedModels.English, [0, -1, 0])),
    ];

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        FactUses[] uses = [FactUses.None("e0").Add(s_start).Add(s_start.AddDays(1))];
        var read = SegmentFormat.Read(SegmentFormat.Write(SegmentContent.Of(Episodes, [3, 5], uses)));
        AssertSame(Episodes, read.Block.Episodes());
        Assert.Equal([3, 5], read.Replaces);
        Assert.Equal(uses[0].Newest, Assert.Single(read.Uses).Newest);
        Assert.Null(SegmentFormat.Read(SegmentFormat.Write(SegmentContent.Of([], null, []))).Replaces);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_AnOlderVersion_GivesTheSameEpisodesWithTheirWords(byte version)
    {
        var read = SegmentFormat.Read(Older(version));
        AssertSame([.. Episodes.Select(stored => version > 1 ? stored : stored with { Episode = stored.Episode with { Source = UtteranceSource.User } })], read.Block.Episodes());
        Assert.Equal([4], read.Replaces);
        Assert.Equal(version == 3 ? ["e3"] : [], read.Uses.Select(each => each.FactId));
        Assert.Equivalent(SegmentTerms.Of(Episodes), read.Block.Terms);
    }

    [Fact]
    public void Read_WordsCountedByAnotherVersion_CountsThemAnew()
    {
        var written = SegmentFormat.Write(SegmentContent.Of(Episodes, [], []));
        var terms = SegmentTerms.Of(Episodes);
        // The terms stand at the end, behind the version that counted them: six arrays with their lengths.
        var size = (6 * 4) + (4 * terms.Lengths.Length) + (8 * terms.Tellings.Length) + terms.LetterCounts.Length + (2 * terms.Letters.Length) + (4 * terms.EntryCounts.Length) + (4 * terms.Entries.Length);
        var before = written[..^size];
        BitConverter.TryWriteBytes(before.AsSpan(before.Length - 4), TermTable.Version - 1);
        Assert.Equivalent(terms, SegmentFormat.Read(before).Block.Terms);
    }

    [Fact]
    public void Read_CutShortOrNewer_SaysSo()
    {
        var written = SegmentFormat.Write(SegmentContent.Of(Episodes, [], []));
        Assert.ThrowsAny<IOException>(() => SegmentFormat.Read(written[..10]));
        Assert.Throws<InvalidDataException>(() => SegmentFormat.Read(written[..^1]));
        Assert.Contains("format 9", Assert.Throws<StorageUnavailableException>(() => SegmentFormat.Read([9])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_ManyAtOnce_IndexesAsOneByOne()
    {
        var random = new Random(3);
        string[] words = ["ferry", "harbour", "green", "fences", "the", "painted", "Helsinki", "游泳", "bread", "sister's", "2025", "boats", "boating"];
        List<StoredEpisode> many = [.. Enumerable.Range(0, 400).Select(i => new StoredEpisode(
            // Every tenth id comes twice.
            new($"e{(i % 10 == 9 ? i - 5 : i)}", s_start.AddMinutes(i), i % 3 == 0 ? "Mia" : "Tom Harbour", $"c{i / 7 % 5}", string.Join(' ', random.GetItems(words, random.Next(6)))), i,
            i % 4 == 0 ? QuantizedVector.Of("model", [random.NextSingle(), random.NextSingle(), 1]) : null))];
        var (single, whole) = (new MemoryIndex(), new MemoryIndex());
        // Some wait already; they are the segment's afterwards.
        foreach (var index in new[] { single, whole })
            foreach (var stored in many.Take(20))
                index.Add(stored with { Vector = null }, MemoryIndex.Unwritten);
        foreach (var stored in many)
            single.Add(stored, 1);
        foreach (var part in many.Chunk(150))
            whole.AddAll(SegmentFormat.Read(SegmentFormat.Write(SegmentContent.Of(part, [], []))).Block, 1);

        Assert.Equal((single.Count, single.Living, single.TextBytes, single.NewestAt, single.AverageTerms), (whole.Count, whole.Living, whole.TextBytes, whole.NewestAt, whole.AverageTerms));
        Assert.Equal(single.Columns.Repeats.ToArray(), whole.Columns.Repeats.ToArray());
        Assert.Equal(single.Columns.Previous.ToArray(), whole.Columns.Previous.ToArray());
        foreach (var question in new[] { "Did Tom paint the fence at the harbour?", "谁要学游泳", "Helsinki boat bread", "ferry 2025" })
            using (var expected = new EpisodeRanking(single, RecallWeights.Default).Score(question, [QuantizedVector.Of("model", [0.5f, 0.1f, 1])], null, long.MaxValue))
            using (var ranked = new EpisodeRanking(whole, RecallWeights.Default).Score(question, [QuantizedVector.Of("model", [0.5f, 0.1f, 1])], null, long.MaxValue))
                // Terms are added up in the order of their numbers.
                Assert.Equal(expected.Values.ToArray(), ranked.Values.ToArray(), (a, b) => Math.Abs(a - b) < 1e-5);
        single.RemoveSegments([1]);
        whole.RemoveSegments([1]);
        Assert.Equal((0, 0), (single.Living, whole.Living));
    }

    /// <summary>Stored segments hold their terms: whoever changes how texts become terms raises TermTable.Version, and then what is expected here.</summary>
    [Fact]
    public void Version_OfTerms_StandsForWhatTextsBecome()
    {
        var (table, terms) = (new TermTable(), new List<int>());
        table.Read("The plumber's invoices from Oslo weren’t paid; she was running, organisations organised 3 meetings in １２ cities — naïve Ｃａｆｅs, 我打算学习游泳, 去 Bergen。 geese carefully happily nationalities e-mail x 7", terms);
        Assert.Equal(1, TermTable.Version);
        Assert.Equal("plumb invoic oslo weren pay run organiz organis 3 meet 12 citi naïve caf 我打 打算 算学 学习 习游 游泳 去 bergen goos careful happi national mail 7".Split(' '),
            terms.Select(term => table.Letters(term).ToString()));
    }

    /// <summary>As the programs before wrote it.</summary>
    private static byte[] Older(byte version)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(version);
        writer.Write((byte)1);
        writer.Write(1);
        writer.Write(4L);
        writer.Write(Episodes.Count);
        foreach (var (episode, recordedAt, vector) in Episodes)
        {
            writer.Write(episode.Id);
            writer.Write(episode.At.ToUnixTimeMilliseconds());
            writer.Write(recordedAt);
            writer.Write(episode.Speaker);
            writer.Write(episode.Conversation);
            writer.Write(episode.Text);
            if (version > 1)
                writer.Write((byte)episode.Source);
            writer.Write((ushort)(vector?.Values.Length ?? 0));
            if (vector is null)
                continue;
            // The models had no names in them.
            writer.Write(vector.Model == UnnamedModels.Chinese ? "zh" : "en");
            writer.Write(vector.Scale);
            foreach (var value in vector.Values)
                writer.Write(value);
        }
        if (version == 3)
        {
            writer.Write(1);
            writer.Write("e3");
            writer.Write(0);
            writer.Write(0L);
            writer.Write((byte)1);
            writer.Write(s_start.ToUnixTimeMilliseconds());
        }
        writer.Flush();
        return stream.ToArray();
    }

    private static void AssertSame(List<StoredEpisode> expected, List<StoredEpisode> found)
    {
        Assert.Equal(expected.Select(stored => (stored.Episode, stored.RecordedAt)), found.Select(stored => (stored.Episode, stored.RecordedAt)));
        foreach (var (one, other) in expected.Zip(found, (one, other) => (one.Vector, other.Vector)))
        {
            Assert.Equal((one?.Model, one?.Scale), (other?.Model, other?.Scale));
            Assert.Equal(one?.Values, other?.Values);
        }
    }
}
