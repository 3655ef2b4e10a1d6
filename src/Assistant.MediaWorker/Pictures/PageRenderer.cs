namespace Assistant.MediaWorker.Pictures;

/// <summary>Draws pages of a pdf by poppler's pdftoppm, a child process that inherits the worker's sandbox.</summary>
internal static class PageRenderer
{
    /// <param name="page">From 1.</param>
    /// <param name="dpi">Lowered as far as the page would else have too many pixels.</param>
    /// <exception cref="MediaException">Not a pdf, no such page, or pdftoppm is not installed.</exception>
    public static Picture Render(string pdfPath, int page, int dpi, WorkerLimits limits, CancellationToken cancellationToken) =>
        throw new MediaException(AttachmentProblem.NotInstalled, "poppler-utils");
}
