using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Assistant.MediaWorker.Documents.Web;

/// <summary>Parses web pages within bounds: the parser takes time by the square of the nesting.</summary>
internal static class HtmlText
{
    private const int LongestPage = 20_000_000;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    public static IDocument Parse(string html, CancellationToken cancellationToken)
    {
        if (html.Length > LongestPage)
            throw new MediaException(AttachmentProblem.TooLong, $"all of it, a page may have {BoundedParts.Number(LongestPage)} characters");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        return new HtmlParser().ParseDocumentAsync(html, patience.Token).GetAwaiter().GetResult();
    }

    /// <summary>The shown lines of a snippet.</summary>
    public static IEnumerable<string> Lines(string html) =>
        Parse(html, CancellationToken.None).Body is { } body ? body.TextContent.Split('\n').Select(line => CleanText.Of(line)).Where(line => line.Length > 0) : [];
}
