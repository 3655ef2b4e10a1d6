using Assistant.MediaWorker.Documents.Tables;
using UglyToad.PdfPig.Content;

namespace Assistant.MediaWorker.Documents.Pdf;

/// <summary>The text of one page in reading order: tables as cells, headings, list items, paragraphs, each with its box.</summary>
internal sealed class PdfPage(DocumentFile file, PdfStyle style, HeadingPath headings)
{
    public IEnumerable<DocumentPart> Read(Page page, IReadOnlyList<Letter> letters, IEnumerable<PdfWord> filledIn)
    {
        var words = PageWords.Of(page, letters, upright: true);
        words.AddRange(filledIn);
        var tables = RuledTables.Take(PageRulings.Of(page), words);
        var rows = PageRows.Of(words);
        tables.AddRange(AlignedTables.Take(rows));
        var items = tables.Cast<object>().Concat(PageBlocks.Of(rows)).ToList();
        foreach (var item in PageOrder.Of(items, item => item is PdfTable table ? table.Box : ((PdfBlock)item).Box))
        {
            foreach (var part in item is PdfTable table ? Table(table, page.Number) : Block((PdfBlock)item, page))
                yield return part;
        }
        foreach (var part in Turned(page, letters))
            yield return part;
    }

    private IEnumerable<DocumentPart> Table(PdfTable table, int page) =>
        TableParts.Of(file, table.Cells.ConvertAll(cell => cell with { Position = cell.Position with { Page = page, Heading = headings.Current } }));

    private IEnumerable<DocumentPart> Block(PdfBlock block, Page page)
    {
        if (style.IsRepetition(block, page.Height))
            yield break;
        var text = CleanText.Of(block.Text);
        if (style.HeadingLevel(block) is { } level)
        {
            headings.Enter(level, text);
            yield return TextParts.Heading(text, level, At(block, page));
        }
        else
            yield return block.IsListItem ? TextParts.ListItem(CleanText.Of(block.ItemText), At(block, page)) : TextParts.Paragraph(text, At(block, page));
    }

    private SourcePosition At(PdfBlock block, Page page) => new() { Page = page.Number, Box = block.Box, Heading = headings.Current };

    /// <summary>Text that runs up or down the page, in the order it is drawn.</summary>
    private IEnumerable<DocumentPart> Turned(Page page, IReadOnlyList<Letter> letters)
    {
        var words = PageWords.Of(page, letters, upright: false);
        if (words.Count == 0)
            yield break;
        var text = words.Select(word => word.Text).Aggregate(CleanText.Join);
        yield return TextParts.Paragraph(CleanText.Of(text), new() { Page = page.Number, Heading = headings.Current, Box = words.Select(word => word.Box).Aggregate((box, other) => box.Union(other)) });
    }
}
