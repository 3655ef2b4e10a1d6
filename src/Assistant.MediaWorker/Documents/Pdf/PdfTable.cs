using Assistant.MediaWorker.Documents.Tables;

namespace Assistant.MediaWorker.Documents.Pdf;

/// <summary>A table found on a page; its cells have their boxes, the page and heading come later.</summary>
internal sealed record PdfTable(Box Box, List<GridCell> Cells);
