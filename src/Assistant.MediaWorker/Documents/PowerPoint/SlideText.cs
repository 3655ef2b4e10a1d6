using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing;

namespace Assistant.MediaWorker.Documents.PowerPoint;

/// <summary>The shown text of drawing paragraphs.</summary>
internal static class SlideText
{
    public static string Of(Paragraph paragraph)
    {
        var text = new StringBuilder();
        foreach (var child in paragraph.ChildElements)
            Append(child, text);
        return CleanText.Of(text.ToString(), keepLines: true);
    }

    public static IEnumerable<string> Lines(OpenXmlElement? body) =>
        body?.Elements<Paragraph>().Select(Of).Where(text => text.Length > 0) ?? [];

    private static void Append(OpenXmlElement element, StringBuilder text)
    {
        switch (element)
        {
            case Break:
                text.Append('\n');
                break;
            case Run { Text: { } words }:
                text.Append(words.Text);
                break;
            case Field { Text: { } words }:
                text.Append(words.Text);
                break;
            case AlternateContent alternate when alternate.GetFirstChild<AlternateContentChoice>() is { } choice:
                text.Append(string.Concat(choice.Descendants<DocumentFormat.OpenXml.Math.Text>().Select(math => math.Text)));
                break;
        }
    }
}
