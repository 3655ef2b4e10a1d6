namespace Assistant.MediaWorker.Documents.Pdf;

/// <summary>Where the columns of a table without lines stand: they grow with each row that keeps to them.</summary>
internal sealed class AlignedColumns(IEnumerable<PdfSegment> first)
{
    private List<(double X0, double X1)> _columns = [.. first.Select(segment => (segment.Box.X0, segment.Box.X1))];

    public int Count => _columns.Count;
    public (double X0, double X1) this[int index] => _columns[index];

    /// <summary>False when the row does not keep to the columns; a cell over several of them does.</summary>
    public bool Take(List<PdfSegment> row)
    {
        var touched = row.ConvertAll(segment => Touched(segment.Box));
        if (touched.Exists(place => place.Columns > 1))
            return _columns.Count > 2 && row.Count > 1 && AreApart(touched);
        var grown = Grown(row);
        if (!AreApart(touched) || grown.Count < _columns.Count)
            return false;
        _columns = grown;
        return true;
    }

    /// <summary>The columns that a box stands in; between two it stands in none.</summary>
    public (int First, int Columns) Touched(Box box)
    {
        var first = _columns.FindIndex(column => box.X0 < column.X1 && column.X0 < box.X1);
        var last = _columns.FindLastIndex(column => box.X0 < column.X1 && column.X0 < box.X1);
        return first < 0 ? (Math.Max(_columns.FindIndex(column => column.X0 > box.X0), 0), 0) : (first, last - first + 1);
    }

    private static bool AreApart(List<(int First, int Columns)> touched) =>
        touched.Zip(touched.Skip(1)).All(pair => pair.First.Columns == 0 || pair.Second.Columns == 0 || pair.First.First + pair.First.Columns <= pair.Second.First);

    private List<(double X0, double X1)> Grown(List<PdfSegment> row)
    {
        var grown = new List<(double X0, double X1)>();
        foreach (var (x0, x1) in _columns.Concat(row.Select(segment => (segment.Box.X0, segment.Box.X1))).OrderBy(column => column.Item1))
        {
            if (grown.Count > 0 && x0 < grown[^1].X1)
                grown[^1] = (grown[^1].X0, Math.Max(grown[^1].X1, x1));
            else
                grown.Add((x0, x1));
        }
        return grown;
    }
}
