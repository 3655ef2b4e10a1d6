namespace Assistant.MediaWorker.Documents.Excel;

/// <summary>"B7" or "A7:C7"; rows from 1 as a spreadsheet shows them, columns from 0.</summary>
internal readonly record struct CellRange(int Row, int Column, int LastRow, int LastColumn)
{
    public int RowSpan => LastRow - Row + 1;
    public int ColumnSpan => LastColumn - Column + 1;

    public static CellRange? Parse(string? reference)
    {
        var ends = (reference ?? "").Split(':');
        if (Place(ends[0]) is not { } first || Place(ends[^1]) is not { } last || last.Row < first.Row || last.Column < first.Column)
            return null;
        return new(first.Row, first.Column, last.Row, last.Column);
    }

    public override string ToString() => RowSpan == 1 && ColumnSpan == 1 ? Name(Row, Column) : $"{Name(Row, Column)}:{Name(LastRow, LastColumn)}";

    private static (int Row, int Column)? Place(string reference)
    {
        var (row, column) = (0, 0);
        foreach (var c in reference.Replace("$", "", StringComparison.Ordinal))
        {
            if (char.IsAsciiLetter(c) && row == 0 && column < 20_000)
                column = column * 26 + (char.ToUpperInvariant(c) - 'A' + 1);
            else if (char.IsAsciiDigit(c) && row < 10_000_000)
                row = row * 10 + (c - '0');
            else
                return null;
        }
        return row > 0 && column > 0 ? (row, column - 1) : null;
    }

    private static string Name(int row, int column)
    {
        var letters = "";
        for (var c = column + 1; c > 0; c = (c - 1) / 26)
            letters = (char)('A' + (c - 1) % 26) + letters;
        return $"{letters}{row}";
    }
}
