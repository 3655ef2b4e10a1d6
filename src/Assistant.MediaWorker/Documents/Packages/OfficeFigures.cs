using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing;
using DocumentFormat.OpenXml.Drawing.Diagrams;
using DocumentFormat.OpenXml.Packaging;
using Point = DocumentFormat.OpenXml.Drawing.Diagrams.Point;
using Text = DocumentFormat.OpenXml.Drawing.Text;

namespace Assistant.MediaWorker.Documents.Packages;

/// <summary>Figures that Office draws from data: a chart is the table of its values, a diagram (SmartArt) the list of its texts; a chart of a newer kind is a gap.</summary>
internal static class OfficeFigures
{
    private const string Chart = "/chart", Diagram = "/diagram", NewerChart = "/chartex";

    public static bool Is(GraphicData data) => data.Uri?.Value is { } uri && (uri.EndsWith(Chart, StringComparison.Ordinal) || uri.EndsWith(Diagram, StringComparison.Ordinal) || uri.EndsWith(NewerChart, StringComparison.Ordinal));

    /// <param name="holder">The part in which it stands, by whose relations its data is found.</param>
    public static IEnumerable<DocumentPart> Read(DocumentFile file, OpenXmlPart holder, GraphicData data, SourcePosition place) => data.Uri?.Value switch
    {
        { } uri when uri.EndsWith(Diagram, StringComparison.Ordinal) => Texts(holder, data, place),
        { } uri when uri.EndsWith(NewerChart, StringComparison.Ordinal) => [GapPart.OfPicture(place)],
        _ => OfficeCharts.Read(file, holder, data, place),
    };

    private static IEnumerable<DocumentPart> Texts(OpenXmlPart holder, GraphicData data, SourcePosition place)
    {
        foreach (var ids in data.Descendants<RelationshipIds>())
        {
            if (ids.DataPart?.Value is not { } id || !holder.TryGetPartById(id, out var found) || found is not DiagramDataPart { DataModelRoot: { } model })
                continue;
            foreach (var point in model.Descendants<Point>())
            {
                // What the layout writes for those who have filled in nothing is not shown.
                if (point.GetFirstChild<PropertySet>()?.Placeholder?.Value == true)
                    continue;
                var text = CleanText.Of(string.Join('\n', point.Descendants<Paragraph>().Select(line => string.Concat(line.Descendants<Text>().Select(word => word.Text)))), keepLines: true);
                if (text.Length > 0)
                    yield return TextParts.ListItem(text, place);
            }
        }
    }
}
