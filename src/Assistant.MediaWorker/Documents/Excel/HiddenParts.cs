namespace Assistant.MediaWorker.Documents.Excel;

/// <summary>What a workbook holds and hides: passed over as a person sees none of it, and said, as it may belong to what is asked.</summary>
internal sealed class HiddenParts
{
    private const int MostNamed = 6;
    private readonly List<string> _parts = [];

    /// <summary>Null when nothing is hidden.</summary>
    public GapPart? Gap => _parts.Count == 0 ? null
        : new(AttachmentProblem.Hidden, string.Join("; ", _parts.Take(MostNamed)) + (_parts.Count > MostNamed ? $"; {BoundedParts.Number(_parts.Count - MostNamed)} more" : ""));

    public void Sheet(string name) => _parts.Add($"sheet {name}");

    /// <summary>Of a sheet whose cells have been read.</summary>
    public void Inside(string sheet, SheetCells cells)
    {
        Add(cells.HiddenRows, "row", sheet);
        Add(cells.HiddenColumns, "column", sheet);
    }

    private void Add(int count, string what, string sheet)
    {
        if (count > 0)
            _parts.Add($"{BoundedParts.Number(count)} {what}{(count == 1 ? "" : "s")} of sheet {sheet}");
    }
}
