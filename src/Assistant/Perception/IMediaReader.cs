namespace Assistant.Perception;

/// <summary>Opens untrusted pictures and documents in bounded processes of their own.</summary>
public interface IMediaReader
{
    /// <summary>Decodes a picture of any supported format.</summary>
    /// <exception cref="MediaException">Not readable; the category says why.</exception>
    Task<Picture> DecodePictureAsync(Stream file, string name, CancellationToken cancellationToken);

    /// <summary>A picture of any supported format as JPEG, upright, without anything beside its pixels, made smaller where its longer side has more than so many.</summary>
    /// <exception cref="MediaException">Not readable; the category says why.</exception>
    Task<ReadOnlyMemory<byte>> EncodePictureAsync(Stream file, string name, int longestSide, CancellationToken cancellationToken);

    /// <summary>Reads a document part by part, in order, as it is read.</summary>
    /// <exception cref="MediaException">Not readable; the category says why.</exception>
    IAsyncEnumerable<DocumentPart> ReadDocumentAsync(Stream file, string name, string contentType, CancellationToken cancellationToken);

    /// <summary>One page of a pdf as JPEG, for the pane of sources.</summary>
    /// <exception cref="MediaException">Not readable, or no such page.</exception>
    Task<ReadOnlyMemory<byte>> RenderPageAsync(Stream file, int page, CancellationToken cancellationToken);
}
