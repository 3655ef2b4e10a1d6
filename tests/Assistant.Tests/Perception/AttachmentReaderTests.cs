using System.Runtime.CompilerServices;
using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Perception;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Assistant.Tests.Perception;

/// <summary>Attachments that take longer than they may.</summary>
public sealed class AttachmentReaderTests
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(30);
    // 16 kHz, 16 bit, mono.
    private const int BytesPerSecond = 32_000;

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task ReadAsync_ARecordingThatTakesTooLong_KeepsWhatWasHeardAndSaysUntilWhere()
    {
        var reading = await ReadAsync(new Hears(_time, 3_000, 4_325.4), ("long.wav", 2_000));

        var evidence = Assert.Single(reading.Evidence);
        Assert.Equal(2, evidence.Blocks.Count);
        var failure = Assert.Single(reading.Failures);
        Assert.Equal(new AttachmentFailure("long.wav", AttachmentProblem.TimedOut, "1:12:05") { Place = 1 }, failure);
        Assert.Contains("1:12:05", FailureWording.Sentence(failure, "en"), StringComparison.Ordinal);
        Assert.Contains("1:12:05", FailureWording.Sentence(failure, "zh"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_ALongSilenceBeforeTheFirstWord_TellsHowFarItListened()
    {
        var progress = new Told();

        await ReadAsync(new HearsTheEnd(), progress, TestContext.Current.CancellationToken, ("silence.wav", 100 * BytesPerSecond));

        var seconds = progress.Seen.Where(seen => seen.Stage == TurnStage.Listening).Select(seen => seen.Done).ToList();
        Assert.Equal([0, 30, 60, 90, 100], seconds);
    }

    [Fact]
    public async Task ReadAsync_ALongRecordingBeforeOthers_TakesNothingFromThem()
    {
        var reading = await ReadAsync(new Hears(_time, 10), ("long.wav", 90_000), ("note.txt", 5), ("short.wav", 10));

        Assert.Equal(["note.txt", "short.wav"], reading.Evidence.Where(e => e.Gaps.Count == 0).Select(e => e.Source).Order());
        Assert.Equal(["long.wav", "note.txt", "short.wav"], reading.Evidence.Select(e => e.Source));
        Assert.Equal([("long.wav", AttachmentProblem.TimedOut)], reading.Failures.Select(failure => (failure.Source, failure.Problem)));
    }

    [Fact]
    public async Task ReadAsync_WhatWasNotBegunInTime_IsAFailureOfItsOwn()
    {
        var reading = await ReadAsync(new Hears(_time, 10), ("long.wav", 90_000), ("longer.wav", 95_000));

        Assert.Equal("long.wav", Assert.Single(reading.Evidence).Source);
        Assert.Equal([("long.wav", "0:10"), ("longer.wav", null)], reading.Failures.Select(failure => (failure.Source, failure.Detail)));
    }

    [Fact]
    public async Task ReadAsync_ATurnThatIsStopped_KeepsWhatWasReadAndNamesWhatWasNot()
    {
        using var stop = new CancellationTokenSource();

        var reading = await ReadAsync(new Hears(_time, 10) { AtTheEnd = stop.Cancel }, stop.Token, ("long.wav", 90_000), ("note.txt", 5), ("longer.wav", 95_000));

        Assert.Equal([("long.wav", 1), ("longer.wav", 3)], reading.Failures.Select(failure => (failure.Source, failure.Place)));
        Assert.All(reading.Failures, failure => Assert.Equal(AttachmentProblem.Stopped, failure.Problem));
        Assert.Equal("note.txt", Assert.Single(reading.AnswerableEvidence).Source);
        var unread = reading.Evidence.Where(each => !each.HasContent).ToList();
        Assert.Equal([("e-long.wav", EvidenceKind.Audio), ("e-longer.wav", EvidenceKind.Audio)], unread.Select(each => (each.Id, each.Kind)));
        Assert.All(unread, each => Assert.Equal(_time.GetUtcNow() - each.Place!.SentAt, TimeSpan.Zero));
    }

    [Fact]
    public async Task ReadAsync_AFilm_IsHeardAndItsPicturesAreSaidNotToHaveBeenLookedAt()
    {
        var reading = await ReadAsync(new Hears(_time, 10), ("film.wav", 90));

        Assert.Equal("film.wav", Assert.Single(reading.Evidence).Source);
        Assert.Equal([new("film.wav", AttachmentProblem.OnlyHeard) { Place = 1 }], reading.Failures);
    }

    [Fact]
    public async Task ReadAsync_AFilmInWhichNobodySpeaks_IsAFailureThatNamesItsPictures()
    {
        var failure = Assert.Single((await ReadAsync(new Hears(_time), ("film.wav", 90))).Failures);

        Assert.Contains("do not look at the pictures", FailureWording.Sentence(failure, "en"), StringComparison.Ordinal);
        Assert.Contains("画面", FailureWording.Sentence(failure, "zh"), StringComparison.Ordinal);
    }

    private Task<AttachmentReading> ReadAsync(Hears hears, params (string Name, int Bytes)[] files) => ReadAsync(hears, new Told(), TestContext.Current.CancellationToken, files);

    private Task<AttachmentReading> ReadAsync(Hears hears, CancellationToken cancellationToken, params (string Name, int Bytes)[] files) => ReadAsync(hears, new Told(), cancellationToken, files);

    private Task<AttachmentReading> ReadAsync(ISpeechRecognizer hears, Told progress, CancellationToken cancellationToken, params (string Name, int Bytes)[] files)
    {
        var (options, store) = (Options.Create(new PerceptionOptions()), new Files(files.ToDictionary(file => file.Name, file => file.Bytes)));
        var reader = new AttachmentReader(
            new AttachmentSource(store, [], options), null!, new RecordingReader(new Decodes(), hears), new DocumentReader(new Opens(), null!, options, NullLogger<DocumentReader>.Instance),
            options, _time, NullLogger<AttachmentReader>.Instance);
        return reader.ReadAsync(
            new InboundMessage
            {
                Conversation = new("default", "test", "c"),
                ActivityId = "m",
                From = new("anna"),
                ReceivedAt = _time.GetUtcNow(),
                Text = "Summarise",
                Attachments = [.. files.Select(file => new InboundAttachment(file.Name, file.Name, "", file.Bytes))],
            },
            progress, s_deadline, cancellationToken);
    }

    /// <summary>Files that begin as sound where their name says so.</summary>
    private sealed class Files(Dictionary<string, int> bytes) : IAttachmentStore
    {
        public Task<Stream?> OpenAsync(AttachmentOwner owner, string attachmentId, CancellationToken cancellationToken)
        {
            var file = new byte[bytes[attachmentId]];
            (attachmentId.EndsWith(".wav", StringComparison.Ordinal) ? "RIFF"u8 : "note"u8)[..Math.Min(4, file.Length)].CopyTo(file);
            return Task.FromResult<Stream?>(new MemoryStream(file));
        }

        public Task<long> SaveAsync(AttachmentOwner owner, string attachmentId, Stream content, long maxBytes, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> RemoveAsync(AttachmentOwner owner, string attachmentId, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    /// <summary>The sound is the file; what is called a film is one.</summary>
    private sealed class Decodes : IAudioDecoder
    {
        public bool IsAvailable => true;

        public Task<DecodedAudio> DecodeAsync(Stream file, string name, CancellationToken cancellationToken) => Task.FromResult(new DecodedAudio(file, null) { IsOfFilm = name.StartsWith("film", StringComparison.Ordinal) });
    }

    /// <summary>Listens second by second, and hears somebody in the last one only.</summary>
    private sealed class HearsTheEnd : ISpeechRecognizer
    {
        public bool IsAvailable => true;
        public string? English => "m";
        public string? OtherLanguages => null;

        public async IAsyncEnumerable<SpeechSegment> TranscribeAsync(Stream pcm, string? language, string? model, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var (second, seconds) = (new byte[BytesPerSecond], 0);
            while (await pcm.ReadAtLeastAsync(second, second.Length, throwOnEndOfStream: false, cancellationToken) == second.Length)
                seconds++;
            yield return new(seconds - 1, seconds, "Good morning.", "en") { Model = "m" };
        }
    }

    /// <summary>Hears a segment up to each of these seconds; then, in what is long, it takes for ever.</summary>
    private sealed class Hears(FakeTimeProvider time, params double[] ends) : ISpeechRecognizer
    {
        private const int Long = 1_000;

        public Action? AtTheEnd { get; init; }
        public bool IsAvailable => true;
        public string? English => "m";
        public string? OtherLanguages => null;

        public async IAsyncEnumerable<SpeechSegment> TranscribeAsync(Stream pcm, string? language, string? model, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var read = new byte[Long];
            var isLong = ends.Length > 1 || await pcm.ReadAtLeastAsync(read, Long, throwOnEndOfStream: false, cancellationToken) == Long;
            foreach (var end in ends)
                yield return new(0, end, "Good morning.", "en") { Model = "m" };
            if (!isLong)
                yield break;
            if (AtTheEnd is { } stop)
                stop();
            else
                time.Advance(s_deadline + TimeSpan.FromSeconds(1));
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }

    /// <summary>A document of one line.</summary>
    private sealed class Opens : IMediaReader
    {
        public async IAsyncEnumerable<DocumentPart> ReadDocumentAsync(Stream file, string name, string contentType, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            yield return new TextPart(new EvidenceBlock("A line.", new SourcePosition { Line = 1 }));
        }

        public Task<ReadOnlyMemory<byte>> EncodePictureAsync(Stream file, string name, int longestSide, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Picture> DecodePictureAsync(Stream file, string name, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ReadOnlyMemory<byte>> RenderPageAsync(Stream file, int page, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class Told : IPerceptionProgress
    {
        public List<TurnProgress> Seen { get; } = [];

        public ValueTask ProgressAsync(TurnProgress progress, CancellationToken cancellationToken)
        {
            Seen.Add(progress);
            return ValueTask.CompletedTask;
        }
    }
}
