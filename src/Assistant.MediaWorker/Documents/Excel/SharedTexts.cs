using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Assistant.MediaWorker.Documents.Excel;

/// <summary>The texts that cells refer to by number, without phonetic guides.</summary>
internal static class SharedTexts
{
    public static List<string> Of(WorkbookPart workbook)
    {
        var texts = new List<string>();
        if (workbook.SharedStringTablePart is not { } part)
            return texts;
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.IsStartElement && reader.ElementType == typeof(SharedStringItem) && reader.LoadCurrentElement() is SharedStringItem item)
                texts.Add(Text(item));
        }
        return texts;
    }

    /// <summary>Also of a text that stands in its cell.</summary>
    public static string Text(OpenXmlElement item) =>
        string.Concat(item.Elements().Select(child => child switch
        {
            Text text => text.Text,
            Run run => run.Text?.Text ?? "",
            _ => "",
        }));
}
