using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Assistant.MediaWorker.Pictures;

/// <summary>What poppler's pdfinfo says of a page.</summary>
internal static partial class PdfPage
{
    private const int LongestAnswer = 256 * 1024;

    /// <returns>Points.</returns>
    public static (double Width, double Height) SizeOf(string path, int page, CancellationToken cancellationToken)
    {
        var number = page.ToString(CultureInfo.InvariantCulture);
        var answer = Encoding.UTF8.GetString(PopplerProcess.Run("pdfinfo", ["-f", number, "-l", number, path], LongestAnswer, cancellationToken));
        var size = PageSize().Match(answer);
        if (page < 1 || !size.Success || size.Groups["page"].Value != number)
            throw new MediaException(AttachmentProblem.NothingReadable, $"page {number}");
        return (Points(size.Groups["width"]), Points(size.Groups["height"]));
    }

    private static double Points(Group group) => Math.Max(1, double.Parse(group.Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^Page +(?<page>\d+) size: +(?<width>[\d.]+) x (?<height>[\d.]+) pts", RegexOptions.Multiline)]
    private static partial Regex PageSize();
}
