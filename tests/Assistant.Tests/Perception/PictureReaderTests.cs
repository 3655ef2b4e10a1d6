using Assistant.Conversations;
using Assistant.Perception;
using Microsoft.Extensions.Logging.Abstractions;

namespace Assistant.Tests.Perception;

public sealed class PictureReaderTests
{
    private static readonly InboundAttachment s_file = new("f1", "bill.png", "image/png");

    [Fact]
    public async Task ReadAsync_ModelsOfTagsAndObjectsThatFail_StillGivesTheText()
    {
        var evidence = await Reader(new InvalidOperationException("a tensor of another shape")).ReadAsync(Stream.Null, s_file, Progress(), TestContext.Current.CancellationToken);

        Assert.Equal(["Total 42"], evidence.Blocks.Select(block => block.Text));
        Assert.Empty(evidence.Labels);
        Assert.Empty(evidence.Objects);
    }

    [Fact]
    public async Task ReadAsync_Cancelled_IsCancelled() =>
        await Assert.ThrowsAsync<OperationCanceledException>(() => Reader(new OperationCanceledException()).ReadAsync(Stream.Null, s_file, Progress(), TestContext.Current.CancellationToken));

    private static PictureReader Reader(Exception failure) => new(new Media(), new Text(), new Broken(failure), new Broken(failure), NullLogger<PictureReader>.Instance);

    private static CountedProgress Progress() => new(new Nobody(), 0, 1);

    private sealed class Media : IMediaReader
    {
        public Task<ReadOnlyMemory<byte>> EncodePictureAsync(Stream file, string name, int longestSide, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Picture> DecodePictureAsync(Stream file, string name, CancellationToken cancellationToken) => Task.FromResult(new Picture(1, 1, new byte[3]));

        public IAsyncEnumerable<DocumentPart> ReadDocumentAsync(Stream file, string name, string contentType, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ReadOnlyMemory<byte>> RenderPageAsync(Stream file, int page, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class Text : ITextRecognizer
    {
        public bool IsAvailable => true;

        public Task<RecognizedText> ReadAsync(Picture picture, CancellationToken cancellationToken) => Task.FromResult(new RecognizedText([new("Total 42", new(0, 0, 1, 1), 1, 0)], 0));
    }

    private sealed class Broken(Exception failure) : IPictureLabeler, IObjectDetector
    {
        public bool IsAvailable => true;

        public string? ChoosesBy => null;

        public Task<IReadOnlyList<PictureLabel>> LabelAsync(Picture picture, IReadOnlyList<string>? labels, CancellationToken cancellationToken) => Task.FromException<IReadOnlyList<PictureLabel>>(failure);

        public Task<IReadOnlyList<FoundObject>> DetectAsync(Picture picture, CancellationToken cancellationToken) => Task.FromException<IReadOnlyList<FoundObject>>(failure);
    }

    private sealed class Nobody : IPerceptionProgress
    {
        public ValueTask ProgressAsync(TurnProgress progress, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
