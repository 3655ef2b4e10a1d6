using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Assistant.MediaWorker.Documents.Word;

/// <summary>What a document's styles say about a paragraph or table, inherited from the styles they are based on.</summary>
internal sealed class WordStyles
{
    private const int LongestChain = 16;
    private readonly Dictionary<string, Style> _styles;
    private readonly string? _default;

    public WordStyles(MainDocumentPart document)
    {
        var styles = document.StyleDefinitionsPart?.Styles?.Elements<Style>().Where(style => style.StyleId?.Value is not null).ToArray() ?? [];
        _styles = styles.DistinctBy(style => style.StyleId!.Value!).ToDictionary(style => style.StyleId!.Value!);
        _default = Array.Find(styles, style => style.Type?.Value == StyleValues.Paragraph && style.Default?.Value == true)?.StyleId?.Value;
    }

    /// <summary>0 for the title, 1 to 9 for headings; null for text.</summary>
    public int? HeadingLevel(Paragraph paragraph)
    {
        if (paragraph.ParagraphProperties?.OutlineLevel?.Val?.Value is { } own)
            return own < 9 ? own + 1 : null;
        foreach (var style in Chain(paragraph))
        {
            var name = style.StyleName?.Val?.Value ?? "";
            if (name.Equals("Title", StringComparison.OrdinalIgnoreCase))
                return 0;
            if (name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase) && int.TryParse(name.AsSpan(8), out var level))
                return level;
            if (style.StyleParagraphProperties?.OutlineLevel?.Val?.Value is { } outline)
                return outline < 9 ? outline + 1 : null;
        }
        return null;
    }

    public bool IsNamed(Paragraph paragraph, string part) => Chain(paragraph).Any(style => style.StyleName?.Val?.Value?.Contains(part, StringComparison.OrdinalIgnoreCase) == true);

    public NumberingProperties? Numbering(Paragraph paragraph) =>
        paragraph.ParagraphProperties?.NumberingProperties ?? Chain(paragraph).Select(style => style.StyleParagraphProperties?.NumberingProperties).FirstOrDefault(numbering => numbering is not null);

    /// <summary>Every shown run is bold, by itself or by its style.</summary>
    public bool IsBold(Paragraph paragraph)
    {
        var inherited = Chain(paragraph).Select(style => style.StyleRunProperties?.Bold).FirstOrDefault(bold => bold is not null);
        var runs = paragraph.Descendants<Run>().Where(run => run.Elements<Text>().Any(text => !string.IsNullOrWhiteSpace(text.Text))).ToArray();
        return runs.Length > 0 && Array.TrueForAll(runs, run => IsOn(run.RunProperties?.Bold ?? inherited));
    }

    /// <summary>The table's style makes its first row stand out, and the table wants it.</summary>
    public bool MarksFirstRow(Table table)
    {
        var properties = table.GetFirstChild<TableProperties>();
        var look = properties?.TableLook;
        var wanted = look?.FirstRow?.Value ?? (look?.Val?.Value is { } bits && int.TryParse(bits, System.Globalization.NumberStyles.HexNumber, null, out var flags) && (flags & 0x20) != 0);
        return wanted && Chain(properties?.TableStyle?.Val?.Value).Any(style => style.Elements<TableStyleProperties>().Any(part => part.Type?.Value == TableStyleOverrideValues.FirstRow && part.HasChildren));
    }

    public static bool IsOn(OnOffType? property) => property is not null && (property.Val is null || property.Val.Value);

    private IEnumerable<Style> Chain(Paragraph paragraph) => Chain(paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value ?? _default);

    private IEnumerable<Style> Chain(string? id)
    {
        for (var count = 0; count < LongestChain && id is not null && _styles.TryGetValue(id, out var style); count++)
        {
            yield return style;
            id = style.BasedOn?.Val?.Value;
        }
    }
}
