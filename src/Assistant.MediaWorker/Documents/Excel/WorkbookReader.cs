using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Drawing = DocumentFormat.OpenXml.Drawing;
using Spreadsheet = DocumentFormat.OpenXml.Drawing.Spreadsheet;

namespace Assistant.MediaWorker.Documents.Excel;

/// <summary>A workbook as a person sees it: the visible sheets, their tables with shown values, notes on cells, and the pictures on them.</summary>
internal static class WorkbookReader
{
    public static IEnumerable<DocumentPart> Read(DocumentFile file)
    {
        using var stream = file.OpenCopy();
        using var document = SpreadsheetDocument.Open(stream, isEditable: true, Packages.OfficePackage.Settings(file));
        if (document.WorkbookPart is not { Workbook: { } book } workbook)
            throw new MediaException(AttachmentProblem.Damaged);
        var (texts, styles) = (SharedTexts.Of(workbook), new CellStyles(workbook));
        var from1904 = book.WorkbookProperties?.Date1904?.Value ?? false;
        var all = book.Sheets?.Elements<Sheet>().ToArray() ?? [];
        var sheets = Array.FindAll(all, IsVisible);
        var hidden = new HiddenParts();
        foreach (var (index, sheet) in sheets.Take(file.Limits.MaxPages).Index())
        {
            if (sheet.Id?.Value is { } id && workbook.GetPartById(id) is WorksheetPart part)
            {
                var (name, cells) = (sheet.Name?.Value ?? $"{index + 1}", new SheetCells(part, texts, styles, from1904));
                foreach (var piece in Sheet(file, part, name, cells))
                    yield return piece;
                hidden.Inside(name, cells);
            }
            yield return new ProgressPart(index + 1, sheets.Length);
        }
        if (sheets.Length > file.Limits.MaxPages)
            yield return new GapPart(AttachmentProblem.TooManyPages, $"sheets {BoundedParts.Number(file.Limits.MaxPages + 1)} to {BoundedParts.Number(sheets.Length)}");
        foreach (var sheet in all.Where(sheet => !IsVisible(sheet) && sheet.Name?.Value is not null).Take(file.Limits.MaxPages))
        {
            if (sheet.Id?.Value is { } id && workbook.GetPartById(id) is WorksheetPart part && new SheetCells(part, texts, styles, from1904).Rows().Any())
                hidden.Sheet(sheet.Name!.Value!);
        }
        if (hidden.Gap is { } gap)
            yield return gap;
    }

    private static bool IsVisible(Sheet sheet) => sheet.State is null || sheet.State.Value == SheetStateValues.Visible;

    private static IEnumerable<DocumentPart> Sheet(DocumentFile file, WorksheetPart part, string name, SheetCells cells)
    {
        foreach (var piece in new SheetTables(file, name).Of(cells.Rows()))
            yield return piece;
        foreach (var comment in part.WorksheetCommentsPart?.Comments?.CommentList?.Elements<Comment>() ?? [])
        {
            var text = CleanText.Of(comment.CommentText is { } words ? SharedTexts.Text(words) : "", keepLines: true);
            if (text.Length > 0 && CellRange.Parse(comment.Reference?.Value) is { } range)
                yield return TextParts.Note(text, new SourcePosition { Sheet = name, Cell = range.ToString(), Row = range.Row });
        }
        foreach (var shape in part.DrawingsPart?.WorksheetDrawing?.Descendants<Spreadsheet.Shape>() ?? [])
        {
            var text = CleanText.Of(string.Join('\n', shape.Descendants<Drawing.Paragraph>().Select(line => string.Concat(line.Descendants<Drawing.Text>().Select(word => word.Text)))), keepLines: true);
            if (text.Length > 0)
                yield return TextParts.Paragraph(text, new SourcePosition { Sheet = name });
        }
        // The figures of a chart stand in cells.
        foreach (var picture in part.DrawingsPart?.ImageParts ?? [])
        {
            foreach (var piece in EmbeddedPictures.Of(file, Packages.OfficePackage.Bytes(picture, file.Limits), new SourcePosition { Sheet = name }))
                yield return piece;
        }
    }
}
