using Assistant.MediaWorker.Documents.Tables;
using CsvHelper;

namespace Assistant.MediaWorker.Documents.PlainText;

/// <summary>Comma, semicolon, tab or bar separated values: every field is a cell under its header, at its record counted from 1.</summary>
internal static class SeparatedReader
{
    private const int HeaderSample = 50;

    public static IEnumerable<DocumentPart> Read(DocumentFile file)
    {
        var text = TextDecoding.Decode(file.ReadAll());
        if (DelimiterSniffer.Of(text, named: true) is not { } delimiter)
            return PlainTextReader.Read(file, text, new SourcePosition());
        return Cells(file, text, delimiter);
    }

    private static IEnumerable<DocumentPart> Cells(DocumentFile file, string text, char delimiter)
    {
        using var records = Records(text, delimiter).GetEnumerator();
        var sample = new List<List<GridCell>>();
        while (sample.Count < HeaderSample && records.MoveNext())
            sample.Add(records.Current);
        var header = HeaderRecords(sample);
        var table = file.NextTable();
        foreach (var cell in sample.SelectMany(record => record))
            yield return TableParts.Part(cell, table, cell.Row < header);
        while (records.MoveNext())
        {
            foreach (var cell in records.Current)
                yield return TableParts.Part(cell, table, header: false);
        }
    }

    /// <summary>The first record names the columns unless it has values where the others have them too.</summary>
    private static int HeaderRecords(List<List<GridCell>> sample)
    {
        if (sample.Count < 2)
            return 0;
        var found = TableHeader.Rows([.. sample.SelectMany(record => record)], sample.Max(record => record.Count));
        return found > 0 || sample[0].TrueForAll(cell => !CellValue.IsValue(cell.Text)) ? 1 : 0;
    }

    private static IEnumerable<List<GridCell>> Records(string text, char delimiter)
    {
        using var reader = CsvReader.FromText(text, new CsvReaderOptions { Separator = delimiter, HasHeader = false });
        for (var row = 0; reader.Read(); row++)
        {
            var cells = new List<GridCell>(reader.FieldCount);
            for (var column = 0; column < reader.FieldCount; column++)
                cells.Add(new(row, column, CleanText.Of(reader.GetString(column), keepLines: true), new SourcePosition { Row = row + 1 }));
            yield return cells;
        }
    }
}
