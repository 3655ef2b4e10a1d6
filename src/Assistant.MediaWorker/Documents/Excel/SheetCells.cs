using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Assistant.MediaWorker.Documents.Excel;

/// <summary>A filled, visible cell as a person sees it.</summary>
internal sealed record ShownCell(CellRange Range, string Text, bool Emphasised);

/// <summary>Streams the visible cells of a sheet, row by row; hidden rows and columns and cells under a merged one are passed over.</summary>
internal sealed class SheetCells(WorksheetPart part, IReadOnlyList<string> texts, CellStyles styles, bool from1904)
{
    private readonly Dictionary<(int Row, int Column), CellRange> _merged = [];
    private readonly List<(uint First, uint Last)> _hiddenColumns = [];
    private readonly HashSet<int> _passedColumns = [];

    /// <summary>Rows that are hidden and not empty, of those read so far.</summary>
    public int HiddenRows { get; private set; }

    public int HiddenColumns => _passedColumns.Count;

    public IEnumerable<List<ShownCell>> Rows()
    {
        ReadLayout();
        using var reader = OpenXmlReader.Create(part);
        var number = 0;
        while (reader.Read())
        {
            if (!reader.IsStartElement || reader.ElementType != typeof(Row))
                continue;
            var hidden = Attribute(reader, "hidden") is "1" or "true";
            number = int.TryParse(Attribute(reader, "r"), out var given) ? given : number + 1;
            if (Row(reader, number) is not { Count: > 0 } cells)
                continue;
            if (hidden)
                HiddenRows++;
            else
                yield return cells;
        }
    }

    /// <summary>Merged cells stand behind the rows in the file.</summary>
    private void ReadLayout()
    {
        using var reader = OpenXmlReader.Create(part);
        var more = reader.Read();
        while (more)
        {
            if (reader.IsStartElement && reader.ElementType == typeof(SheetData))
            {
                reader.Skip();
                more = !reader.EOF;
                continue;
            }
            if (reader.IsStartElement && reader.ElementType == typeof(MergeCell) && CellRange.Parse(Attribute(reader, "ref")) is { } range)
                _merged[(range.Row, range.Column)] = range;
            else if (reader.IsStartElement && reader.ElementType == typeof(Column) && Attribute(reader, "hidden") is "1" or "true")
                _hiddenColumns.Add((uint.TryParse(Attribute(reader, "min"), out var min) ? min : 0, uint.TryParse(Attribute(reader, "max"), out var max) ? max : 0));
            more = reader.Read();
        }
    }

    private List<ShownCell> Row(OpenXmlReader reader, int number)
    {
        var cells = new List<ShownCell>();
        var column = -1;
        if (!reader.ReadFirstChild())
            return cells;
        do
        {
            if (reader.ElementType != typeof(Cell) || reader.LoadCurrentElement() is not Cell cell)
                continue;
            column = CellRange.Parse(cell.CellReference?.Value) is { } place ? place.Column : column + 1;
            var text = CleanText.Of(Text(cell), keepLines: true);
            if (text.Length == 0)
                continue;
            if (_hiddenColumns.Exists(hidden => column + 1 >= hidden.First && column + 1 <= hidden.Last))
            {
                _passedColumns.Add(column);
                continue;
            }
            var range = _merged.GetValueOrDefault((number, column), new CellRange(number, column, number, column));
            cells.Add(new(range, text, styles.IsEmphasised((int)(cell.StyleIndex?.Value ?? 0))));
        }
        while (reader.ReadNextSibling());
        return cells;
    }

    private string Text(Cell cell)
    {
        var format = styles.Format((int)(cell.StyleIndex?.Value ?? 0));
        var value = cell.CellValue?.Text;
        var type = cell.DataType?.Value ?? CellValues.Number;
        if (type == CellValues.InlineString)
            return cell.InlineString is { } inline ? format.Show(SharedTexts.Text(inline)) : "";
        if (string.IsNullOrEmpty(value))
            return cell.CellFormula is { Text.Length: > 0 } formula ? $"={formula.Text}" : "";
        if (type == CellValues.SharedString)
            return int.TryParse(value, out var index) && index >= 0 && index < texts.Count ? format.Show(texts[index]) : "";
        if (type == CellValues.Boolean)
            return value == "1" ? "TRUE" : "FALSE";
        if (type == CellValues.Date)
            return DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? format.Show(date.ToOADate(), false) : value;
        return type == CellValues.Number && double.TryParse(value, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? format.Show(number, from1904) : format.Show(value);
    }

    private static string? Attribute(OpenXmlReader reader, string name)
    {
        foreach (var attribute in reader.Attributes)
        {
            if (attribute.LocalName == name)
                return attribute.Value;
        }
        return null;
    }
}
