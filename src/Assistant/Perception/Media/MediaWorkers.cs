using System.Runtime.CompilerServices;
using Assistant.Perception.MediaProtocol;
using Microsoft.Extensions.Options;

namespace Assistant.Perception.Media;

/// <summary>Opens untrusted pictures and documents in worker processes: a file that crashes, hangs or fills a decoder costs that process and gives a clear failure.</summary>
internal sealed class MediaWorkers(WorkerPool pool, IOptions<MediaWorkerOptions> options, IOptions<PerceptionOptions> perception, TimeProvider time) : IMediaReader
{
    private const int LongestName = 255;

    public async Task<Picture> DecodePictureAsync(Stream file, string name, CancellationToken cancellationToken)
    {
        Picture? picture = null;
        await foreach (var part in RunAsync(new(WorkerTask.DecodePicture, Shorten(name), "", Limits()), file, cancellationToken))
            picture = (part as PicturePart)?.Picture;
        return picture ?? throw new MediaException(AttachmentProblem.WorkerFailed);
    }

    public IAsyncEnumerable<DocumentPart> ReadDocumentAsync(Stream file, string name, string contentType, CancellationToken cancellationToken) =>
        RunAsync(new(WorkerTask.ReadDocument, Shorten(name), Shorten(contentType), Limits()), file, cancellationToken);

    public Task<ReadOnlyMemory<byte>> RenderPageAsync(Stream file, int page, CancellationToken cancellationToken) =>
        JpegAsync(new(WorkerTask.RenderPage, "", "", Limits(), page), file, cancellationToken);

    public Task<ReadOnlyMemory<byte>> EncodePictureAsync(Stream file, string name, int longestSide, CancellationToken cancellationToken) =>
        JpegAsync(new(WorkerTask.EncodePicture, Shorten(name), "", Limits(), LongestSide: longestSide), file, cancellationToken);

    private async Task<ReadOnlyMemory<byte>> JpegAsync(WorkerRequest request, Stream file, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> jpeg = default;
        await foreach (var part in RunAsync(request, file, cancellationToken))
            jpeg = (part as RenderedPage)?.Jpeg ?? default;
        return jpeg.Span is [0xFF, 0xD8, 0xFF, ..] ? jpeg : throw new MediaException(AttachmentProblem.WorkerFailed);
    }

    private async IAsyncEnumerable<DocumentPart> RunAsync(WorkerRequest request, Stream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var lease = await pool.RentAsync(cancellationToken);
        var exchange = new WorkerExchange(lease.Worker, request, options.Value.RequestTimeout, time);
        try
        {
            await foreach (var part in exchange.RunAsync(file, cancellationToken))
                yield return part;
        }
        finally
        {
            if (exchange.Ended)
                lease.Completed();
        }
    }

    private WorkerLimits Limits() => new()
    {
        MaxPixels = options.Value.MaxPixels,
        MaxPages = options.Value.MaxPages,
        MaxUnpackedBytes = options.Value.MaxUnpackedBytes,
        MaxCharacters = perception.Value.MaxCharacters,
        MaxPictures = perception.Value.MaxPicturesPerDocument,
    };

    private static string Shorten(string text) => text.Length <= LongestName ? text : text[^LongestName..];
}
