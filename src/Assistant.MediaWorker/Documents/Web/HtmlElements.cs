using AngleSharp.Dom;

namespace Assistant.MediaWorker.Documents.Web;

/// <summary>What the elements of a web page mean to a reader.</summary>
internal static class HtmlElements
{
    private static readonly HashSet<string> s_skipped =
        ["script", "style", "template", "noscript", "nav", "head", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video", "button", "select", "input", "textarea", "dialog", "datalist"];

    private static readonly HashSet<string> s_blocks =
        ["address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "menu", "ol", "option", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"];

    public static bool IsSkipped(IElement element)
    {
        if (s_skipped.Contains(element.LocalName) || element.HasAttribute("hidden"))
            return true;
        return element.GetAttribute("style") is { } style && style.Replace(" ", "", StringComparison.Ordinal) is var plain
            && (plain.Contains("display:none", StringComparison.OrdinalIgnoreCase) || plain.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase));
    }

    public static bool IsBlock(string name) => s_blocks.Contains(name);

    public static BlockRole Role(string name) => name switch
    {
        "li" => BlockRole.ListItem,
        "pre" => BlockRole.Code,
        "figcaption" => BlockRole.Caption,
        _ => BlockRole.Paragraph,
    };

    /// <summary>Mails and old pages are laid out with tables: those with a table, several paragraphs or a heading in a cell, or one column, are no tables.</summary>
    public static bool IsLayout(IElement table) =>
        table.GetAttribute("role") is "presentation" or "none"
        || table.QuerySelector("table, h1, h2, h3, ul, ol, td > p + p") is not null
        || (table.QuerySelector("th") is null && table.QuerySelectorAll("tr").All(row => row.Children.Length <= 1));

    /// <summary>"3. " before the third item of a numbered list; empty in others.</summary>
    public static string Number(IElement item)
    {
        if (item.ParentElement is not { LocalName: "ol" } list)
            return "";
        var first = int.TryParse(list.GetAttribute("start"), out var start) ? start : 1;
        return $"{first + list.Children.Where(child => child.LocalName == "li").Index(item)}. ";
    }

    private static int Index(this IEnumerable<IElement> items, IElement item) => items.TakeWhile(other => other != item).Count();
}
