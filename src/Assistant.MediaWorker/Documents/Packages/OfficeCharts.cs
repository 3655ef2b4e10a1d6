using Assistant.MediaWorker.Documents.Tables;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing.Charts;
using DocumentFormat.OpenXml.Packaging;
using Drawing = DocumentFormat.OpenXml.Drawing;

namespace Assistant.MediaWorker.Documents.Packages;

/// <summary>The figures of a chart are a table: categories down, series across.</summary>
internal static class OfficeCharts
{
    private const int MostPoints = 2_000;

    public static IEnumerable<DocumentPart> Read(DocumentFile file, OpenXmlPart holder, OpenXmlElement drawing, SourcePosition place)
    {
        foreach (var reference in drawing.Descendants<ChartReference>())
        {
            if (reference.Id?.Value is not { } id || !holder.TryGetPartById(id, out var found) || found is not ChartPart { ChartSpace: { } chart })
                continue;
            var title = CleanText.Of(string.Join(' ', chart.Descendants<Title>().Take(1).SelectMany(t => t.Descendants<Drawing.Text>()).Select(text => text.Text)));
            if (title.Length > 0)
                yield return TextParts.Caption(title, place);
            foreach (var part in TableParts.Of(file, Cells(chart, place)))
                yield return part;
        }
    }

    private static List<GridCell> Cells(ChartSpace chart, SourcePosition place)
    {
        var cells = new List<GridCell>();
        var series = chart.Descendants().Where(element => element is BarChartSeries or LineChartSeries or PieChartSeries or AreaChartSeries or ScatterChartSeries or RadarChartSeries).ToArray();
        foreach (var (column, one) in series.Index())
        {
            cells.Add(new(0, column + 1, Points(one.GetFirstChild<SeriesText>()).FirstOrDefault().Text ?? $"{column + 1}", place, Header: true));
            if (column == 0)
                cells.AddRange(Points((OpenXmlElement?)one.GetFirstChild<CategoryAxisData>() ?? one.GetFirstChild<XValues>()).Select(point => new GridCell(point.Index + 1, 0, point.Text, place, Header: true)));
            cells.AddRange(Points((OpenXmlElement?)one.GetFirstChild<Values>() ?? one.GetFirstChild<YValues>()).Select(point => new GridCell(point.Index + 1, column + 1, point.Text, place, Header: false)));
        }
        return cells;
    }

    private static IEnumerable<(int Index, string Text)> Points(OpenXmlElement? data)
    {
        var format = data?.Descendants<FormatCode>().FirstOrDefault()?.Text ?? "General";
        foreach (var point in data?.Descendants().Where(element => element is StringPoint or NumericPoint).Take(MostPoints) ?? [])
        {
            var (index, text) = point is StringPoint words ? (words.Index?.Value, words.NumericValue?.Text) : (((NumericPoint)point).Index?.Value, ((NumericPoint)point).NumericValue?.Text);
            if (point is NumericPoint && double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number))
                text = Excel.NumberFormat.Of(format).Show(number, from1904: false);
            if (text is { Length: > 0 })
                yield return ((int)(index ?? 0), text);
        }
    }
}
