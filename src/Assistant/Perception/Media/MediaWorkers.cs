namespace Assistant.Perception.Media;

internal sealed class MediaWorkers : IMediaReader
{
    public Task<Picture> DecodePictureAsync(Stream file, string name, CancellationToken cancellationToken) => throw new MediaException(AttachmentProblem.NotInstalled);

    public IAsyncEnumerable<DocumentPart> ReadDocumentAsync(Stream file, string name, string contentType, CancellationToken cancellationToken) => throw new MediaException(AttachmentProblem.NotInstalled);

    public Task<ReadOnlyMemory<byte>> RenderPageAsync(Stream file, int page, CancellationToken cancellationToken) => throw new MediaException(AttachmentProblem.NotInstalled);
}
