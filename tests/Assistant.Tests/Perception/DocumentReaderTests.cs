using System.Runtime.CompilerServices;
using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Perception;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Perception;

public sealed class DocumentReaderTests
{
    [Fact]
    public async Task Read_APictureInItThatCannotBeRead_CostsThePictureOnly()
    {
        var evidence = await ReadAsync(new Reads(fails: 2), Text(1), Picture(2), Picture(3), Text(4));

        Assert.Equal(["Line of page 1", "In the picture of page 3", "Line of page 4"], evidence.Blocks.Select(block => block.Text));
        var gap = Assert.Single(evidence.Gaps);
        Assert.Equal(new("report.docx", AttachmentProblem.PictureNotRead, "page 2"), gap);
        Assert.Equal("I could not read every picture in report.docx: the first of those is on page 2. Please send what you need of them as pictures of their own.", FailureWording.Sentence(gap, "en"));
        Assert.Equal("report.docx 里有图片无法读取，第一张在第 2 页。请把需要的图片单独发送。", FailureWording.Sentence(gap, "zh"));
    }

    [Fact]
    public async Task Read_APictureThatCannotBeReadBeforePagesThatAreTooMany_HidesThemNot()
    {
        var evidence = await ReadAsync(new Reads(fails: 2), Text(1), Picture(2), new GapPart(AttachmentProblem.TooManyPages, "pages 3 to 900"));

        Assert.Equal([(AttachmentProblem.PictureNotRead, "page 2"), (AttachmentProblem.TooManyPages, "pages 3 to 900")], evidence.Gaps.Select(gap => (gap.Problem, gap.Detail!)));
    }

    [Fact]
    public async Task Read_APictureWithoutAPage_IsNamedByItsSlideOrSheet()
    {
        Assert.Equal("slide 3", await PlaceAsync(new SourcePosition { Slide = 3 }));
        Assert.Equal("sheet Costs 2026", await PlaceAsync(new SourcePosition { Sheet = "Costs 2026" }));
        Assert.Null(await PlaceAsync(new SourcePosition()));
    }

    private static async Task<string?> PlaceAsync(SourcePosition position) =>
        Assert.Single((await ReadAsync(new Reads(fails: 2), Text(1), new PicturePart(new Picture(2, 1, new byte[6]), position))).Gaps).Detail;

    [Fact]
    public async Task Read_ATurnThatIsStopped_IsStopped()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReadAsync(new Reads(fails: 2), stop.Token, Text(1), Picture(2)));
    }

    private static Task<Evidence> ReadAsync(Reads reads, params DocumentPart[] parts) => ReadAsync(reads, TestContext.Current.CancellationToken, parts);

    private static async Task<Evidence> ReadAsync(Reads reads, CancellationToken cancellationToken, params DocumentPart[] parts)
    {
        var reader = new DocumentReader(new Opens(parts), reads, Options.Create(new PerceptionOptions()), NullLogger<DocumentReader>.Instance);
        using var time = new StepTime(CancellationToken.None, cancellationToken);
        return await reader.ReadAsync(Stream.Null, new InboundAttachment("a", "report.docx", ""), new(new Silence(), 0, 1), time);
    }

    private static TextPart Text(int page) => new(new EvidenceBlock($"Line of page {page}", new SourcePosition { Page = page }));

    /// <summary>As wide as its page's number, so that the reader knows it again.</summary>
    private static PicturePart Picture(int page) => new(new Picture(page, 1, new byte[page * 3]), new SourcePosition { Page = page });

    private sealed class Reads(int fails) : ITextRecognizer
    {
        public bool IsAvailable => true;

        public Task<RecognizedText> ReadAsync(Picture picture, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return picture.Width == fails
                ? throw new InvalidOperationException("The model does not run on it.")
                : Task.FromResult(new RecognizedText([new($"In the picture of page {picture.Width}", new Box(0, 0, 1, 1), 1, 0)], 0));
        }
    }

    private sealed class Opens(DocumentPart[] parts) : IMediaReader
    {
        public async IAsyncEnumerable<DocumentPart> ReadDocumentAsync(Stream file, string name, string contentType, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            foreach (var part in parts)
            {
                await Task.Yield();
                yield return part;
            }
        }

        public Task<Picture> DecodePictureAsync(Stream file, string name, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ReadOnlyMemory<byte>> EncodePictureAsync(Stream file, string name, int longestSide, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ReadOnlyMemory<byte>> RenderPageAsync(Stream file, int page, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class Silence : IPerceptionProgress
    {
        public ValueTask ProgressAsync(TurnProgress progress, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
