using System.Xml;

namespace Assistant.MediaWorker.Documents.Web;

/// <summary>XML without a reader of its own: each element with text is a "name: value" line under the path of its parents. No entity of a document type is resolved.</summary>
internal static class XmlTextReader
{
    private const int DeepestPath = 64;

    public static IEnumerable<DocumentPart> Read(DocumentFile file)
    {
        using var stream = file.Open();
        using var reader = XmlReader.Create(stream, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = file.Limits.MaxUnpackedBytes,
        });
        var path = new List<string>();
        var more = reader.Read();
        while (more)
        {
            if (reader.NodeType == XmlNodeType.Element && path.Count >= DeepestPath)
            {
                yield return new GapPart(AttachmentProblem.TooLong, $"elements nested deeper than {DeepestPath}");
                reader.Skip();
                more = !reader.EOF;
                continue;
            }
            foreach (var part in Node(reader, path))
                yield return part;
            more = reader.Read();
        }
    }

    private static List<TextPart> Node(XmlReader reader, List<string> path)
    {
        var parts = new List<TextPart>();
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                var (element, empty) = (reader.LocalName, reader.IsEmptyElement);
                while (reader.MoveToNextAttribute())
                {
                    if (reader.Name != "xmlns" && reader.Prefix is not ("xmlns" or "xsi"))
                        parts.Add(Line(reader.LocalName, reader.Value, [.. path, element]));
                }
                if (!empty)
                    path.Add(element);
                break;
            case XmlNodeType.EndElement:
                path.RemoveAt(path.Count - 1);
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA:
                parts.Add(Line(path[^1], reader.Value, [.. path.SkipLast(1)]));
                break;
        }
        return parts;
    }

    private static TextPart Line(string name, string value, string[] path) =>
        TextParts.Paragraph(CleanText.Of(value) is { Length: > 0 } text ? $"{name}: {text}" : "", new SourcePosition { Heading = path.Length == 0 ? null : string.Join(" > ", path) });
}
