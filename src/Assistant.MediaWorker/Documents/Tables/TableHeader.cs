namespace Assistant.MediaWorker.Documents.Tables;

/// <summary>Finds how many rows at the top of a table name its columns, when the format does not say so.</summary>
internal static class TableHeader
{
    private const int MostHeaderRows = 3;
    private const int LongestName = 60;

    public static int Rows(IReadOnlyList<GridCell> cells, int columns)
    {
        var rows = cells.Where(cell => cell.Text.Length > 0).GroupBy(cell => cell.Row).OrderBy(row => row.Key).Select(row => row.ToArray()).ToArray();
        if (rows.Length < 2 || columns < 2)
            return 0;
        if (!IsHeader(rows[0], rows[1..], columns))
            return 0;
        var count = 1;
        while (count < MostHeaderRows && count < rows.Length - 1 && Groups(rows[count - 1]) && rows[count].All(IsName) && IsHeader(rows[count], rows[(count + 1)..], columns))
            count++;
        return rows[count - 1][0].Row + 1;
    }

    /// <summary>A cell over several columns groups the names in the row beneath it.</summary>
    private static bool Groups(GridCell[] row) => row.Any(cell => cell.ColumnSpan > 1);

    private static bool IsHeader(GridCell[] row, GridCell[][] below, int columns)
    {
        var wide = row.Sum(cell => cell.ColumnSpan);
        if (wide < 2 || wide * 2 < columns)
            return false;
        if (row.All(cell => cell.Emphasised) && !below[0].All(cell => cell.Emphasised) && (columns > 2 || row.All(IsName)))
            return true;
        if (!row.All(IsName))
            return false;
        if (row.Any(cell => NamesAColumnOfValues(cell, below, columns)))
            return true;
        return columns >= 3 && wide == columns && row.Select(cell => cell.Text).Distinct().Count() == row.Length && row.All(cell => cell.Text.Length <= LongestName / 2);
    }

    private static bool IsName(GridCell cell) => cell.Text.Length <= LongestName && (!CellValue.IsValue(cell.Text) || CellValue.IsPeriod(cell.Text));

    /// <summary>Words above values. Two columns may as well be labels with their values ("Name: Ida; Total: 45.00"): there the values have to be of one kind.</summary>
    private static bool NamesAColumnOfValues(GridCell header, GridCell[][] below, int columns)
    {
        var beneath = below.Select(row => Array.Find(row, cell => cell.Column == header.Column)).OfType<GridCell>().ToArray();
        var values = beneath.Where(cell => CellValue.IsValue(cell.Text) && !(CellValue.IsPeriod(header.Text) && CellValue.IsPeriod(cell.Text))).ToArray();
        if (columns == 2)
            return values.Length >= 2 && values.Length == beneath.Length && values.Select(cell => CellValue.Shape(cell.Text)).Distinct().Count() == 1;
        return values.Length > 0 && values.Length * 2 >= beneath.Length;
    }
}
