using System.Xml;
using AngleSharp.Dom;
using DocumentFormat.OpenXml.Packaging;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Exceptions;

namespace Assistant.MediaWorker.Documents;

/// <summary>
/// Turns what the format libraries throw on a bad file into a category. Before the first part it is thrown;
/// later it becomes a gap, so that what was read so far is kept.
/// </summary>
internal static class ReadingFailures
{
    public static IEnumerable<DocumentPart> Guard(IEnumerable<DocumentPart> parts, CancellationToken cancellationToken) => Guard(parts, keepGoing: false, cancellationToken);

    /// <summary>For a file inside another one: whatever is wrong with it is a gap of the outer one.</summary>
    public static IEnumerable<DocumentPart> AsGaps(IEnumerable<DocumentPart> parts, CancellationToken cancellationToken) => Guard(parts, keepGoing: true, cancellationToken);

    private static IEnumerable<DocumentPart> Guard(IEnumerable<DocumentPart> parts, bool keepGoing, CancellationToken cancellationToken)
    {
        using var reading = parts.GetEnumerator();
        var any = keepGoing;
        while (true)
        {
            GapPart? gap = null;
            try
            {
                if (!reading.MoveNext())
                    yield break;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (MediaException e) when (any)
            {
                gap = new(e.Problem, e.Detail);
            }
            catch (Exception e) when (ProblemOf(e) is { } problem)
            {
                if (!any)
                    throw new MediaException(problem, null, e);
                gap = new(problem, null);
            }
            if (gap is not null)
            {
                yield return gap;
                yield break;
            }
            any |= reading.Current is TextPart or PicturePart;
            yield return reading.Current;
        }
    }

    /// <summary>Null for what is not the file's fault.</summary>
    private static AttachmentProblem? ProblemOf(Exception exception) => exception switch
    {
        MediaException => null,
        PdfDocumentEncryptedException => AttachmentProblem.PasswordProtected,
        XmlException e when e.Message.Contains("MaxCharactersInDocument", StringComparison.Ordinal) => AttachmentProblem.TooLarge,
        OperationCanceledException or TimeoutException => AttachmentProblem.TimedOut,
        OutOfMemoryException => null,
        PdfDocumentFormatException or OpenXmlPackageException or DomException => AttachmentProblem.Damaged,
        XmlException or FormatException or IOException or InvalidDataException or UriFormatException => AttachmentProblem.Damaged,
        // The parsers meet hostile files; whatever they stumble over costs that file.
        InvalidOperationException or ArgumentException or IndexOutOfRangeException or KeyNotFoundException => AttachmentProblem.Damaged,
        NullReferenceException or InvalidCastException or NotSupportedException or ArithmeticException => AttachmentProblem.Damaged,
        _ => null,
    };
}
