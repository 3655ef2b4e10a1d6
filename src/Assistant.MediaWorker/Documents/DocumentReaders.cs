namespace Assistant.MediaWorker.Documents;

/// <summary>Reads a document of any supported format part by part.</summary>
internal static class DocumentReaders
{
    /// <param name="path">A readable, seekable file without an extension; its content and <paramref name="name"/> tell what it is.</param>
    /// <exception cref="MediaException">Not readable; the category says why.</exception>
    public static IEnumerable<DocumentPart> Read(string path, string name, string contentType, WorkerLimits limits, CancellationToken cancellationToken) =>
        throw new MediaException(AttachmentProblem.Unsupported, Path.GetExtension(name));
}
