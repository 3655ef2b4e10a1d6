using System.Globalization;

namespace Assistant.MediaWorker.Pictures;

/// <summary>Draws pages of a pdf by poppler's pdftoppm, a child process that inherits the worker's sandbox.</summary>
internal static class PageRenderer
{
    private const int PaneDpi = 110;
    private const int LongestSide = 12_000, LongestPaneSide = 2_400;
    private const int PointsPerInch = 72;

    /// <param name="page">From 1.</param>
    /// <param name="dpi">Lowered as far as the page would else have too many pixels.</param>
    /// <exception cref="MediaException">Not a pdf, no such page, or pdftoppm is not installed.</exception>
    public static Picture Render(string pdfPath, int page, int dpi, WorkerLimits limits, CancellationToken cancellationToken)
    {
        var resolution = Resolution(PdfPage.SizeOf(pdfPath, page, cancellationToken), dpi, limits.MaxPixels, LongestSide);
        return PortablePixmap.Parse(PopplerProcess.Run("pdftoppm", [.. Page(page), "-r", resolution, pdfPath], limits.MaxPixels * 3 + 100, cancellationToken));
    }

    /// <summary>A page for people to look at.</summary>
    /// <exception cref="MediaException">Not a pdf, no such page, or pdftoppm is not installed.</exception>
    public static ReadOnlyMemory<byte> RenderJpeg(string pdfPath, int page, WorkerLimits limits)
    {
        var resolution = Resolution(PdfPage.SizeOf(pdfPath, page, CancellationToken.None), PaneDpi, limits.MaxPixels, LongestPaneSide);
        return PopplerProcess.Run("pdftoppm", [.. Page(page), "-r", resolution, "-jpeg", "-jpegopt", "quality=85", pdfPath], Frame.LongestPayload, CancellationToken.None);
    }

    private static string[] Page(int page)
    {
        var number = page.ToString(CultureInfo.InvariantCulture);
        return ["-q", "-f", number, "-l", number];
    }

    private static string Resolution((double Width, double Height) points, int dpi, long maxPixels, int longestSide)
    {
        var (width, height) = (points.Width / PointsPerInch, points.Height / PointsPerInch);
        var fitting = Math.Min(Math.Sqrt(maxPixels * 0.99 / (width * height)), longestSide / Math.Max(width, height));
        return Math.Min(dpi, fitting).ToString("0.###", CultureInfo.InvariantCulture);
    }
}
