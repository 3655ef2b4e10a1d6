using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Presentation;
using Picture = DocumentFormat.OpenXml.Presentation.Picture;

namespace Assistant.MediaWorker.Documents.PowerPoint;

/// <summary>A shape of a slide with where it stands (in EMU); groups are taken apart.</summary>
internal sealed record SlideShape(OpenXmlElement Element, long X, long Y, int Order)
{
    private const int DeepestGroup = 20;

    /// <summary>Top to bottom, then left to right; shapes placed by the layout keep their order, titles go first.</summary>
    public static IEnumerable<SlideShape> InReadingOrder(ShapeTree tree)
    {
        var shapes = new List<SlideShape>();
        Collect(tree, shapes, 0, 0, 0);
        var rowHeight = 360_000L;
        return shapes.OrderBy(shape => IsTitle(shape.Element) ? 0 : 1).ThenBy(shape => shape.Y < 0 ? -1 : shape.Y / rowHeight).ThenBy(shape => shape.Y < 0 ? 0 : shape.X).ThenBy(shape => shape.Order);
    }

    public static bool IsTitle(OpenXmlElement element) =>
        Placeholder(element)?.Type?.Value is { } type && (type == PlaceholderValues.Title || type == PlaceholderValues.CenteredTitle);

    public static PlaceholderShape? Placeholder(OpenXmlElement element) =>
        (element as Shape)?.NonVisualShapeProperties?.ApplicationNonVisualDrawingProperties?.PlaceholderShape;

    private static void Collect(OpenXmlElement parent, List<SlideShape> shapes, long dx, long dy, int depth)
    {
        foreach (var element in parent.ChildElements)
        {
            if (element is GroupShape group && depth < DeepestGroup)
            {
                var frame = group.GroupShapeProperties?.TransformGroup;
                Collect(group, shapes, dx + (frame?.Offset?.X?.Value ?? 0) - (frame?.ChildOffset?.X?.Value ?? 0), dy + (frame?.Offset?.Y?.Value ?? 0) - (frame?.ChildOffset?.Y?.Value ?? 0), depth + 1);
            }
            else if (element is AlternateContent alternate && alternate.GetFirstChild<AlternateContentChoice>() is { } choice)
                Collect(choice, shapes, dx, dy, depth + 1);
            else if (element is Shape or Picture or GraphicFrame && !IsHidden(element))
                shapes.Add(At(element, dx, dy, shapes.Count));
        }
    }

    private static SlideShape At(OpenXmlElement element, long dx, long dy, int order)
    {
        var offset = element switch
        {
            Shape shape => shape.ShapeProperties?.Transform2D?.Offset,
            Picture picture => picture.ShapeProperties?.Transform2D?.Offset,
            GraphicFrame frame => frame.Transform?.Offset,
            _ => null,
        };
        return offset is { X.Value: var x, Y.Value: var y } ? new(element, x + dx, y + dy, order) : new(element, -1, -1, order);
    }

    private static bool IsHidden(OpenXmlElement element) => element.Descendants<NonVisualDrawingProperties>().FirstOrDefault()?.Hidden?.Value == true;
}
