
namespace Assistant.MediaWorker.Documents.Tables;

/// <summary>A cell of a table as it was found, before its table's header is known. Rows and columns from 0.</summary>
/// <param name="Header">What the format itself says; null when it says nothing.</param>
/// <param name="Emphasised">Bold, filled, or styled as a first row.</param>
internal sealed record GridCell(int Row, int Column, string Text, SourcePosition Position, int RowSpan = 1, int ColumnSpan = 1, bool? Header = null, bool Emphasised = false)
{
    public double Confidence { get; init; } = 1;
}
