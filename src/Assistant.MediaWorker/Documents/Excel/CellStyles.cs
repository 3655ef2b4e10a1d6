using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Assistant.MediaWorker.Documents.Excel;

/// <summary>How each cell style shows numbers, and whether it stands out (bold or filled).</summary>
internal sealed class CellStyles
{
    private readonly List<(NumberFormat Format, bool Emphasised)> _styles = [];

    public CellStyles(WorkbookPart workbook)
    {
        if (workbook.WorkbookStylesPart?.Stylesheet is not { } sheet)
            return;
        var codes = sheet.NumberingFormats?.Elements<DocumentFormat.OpenXml.Spreadsheet.NumberingFormat>()
            .Where(format => format.NumberFormatId is not null).DistinctBy(format => format.NumberFormatId!.Value)
            .ToDictionary(format => format.NumberFormatId!.Value, format => format.FormatCode?.Value ?? "General") ?? [];
        var bold = sheet.Fonts?.Elements<Font>().Select(font => font.Bold is { } b && (b.Val is null || b.Val.Value)).ToList() ?? [];
        var filled = sheet.Fills?.Elements<Fill>().Select(fill => fill.PatternFill?.PatternType is { } type && type.Value != PatternValues.None && type.Value != PatternValues.Gray125).ToList() ?? [];
        foreach (var style in sheet.CellFormats?.Elements<CellFormat>() ?? [])
        {
            var id = style.NumberFormatId?.Value ?? 0;
            _styles.Add((NumberFormat.Of(codes.GetValueOrDefault(id) ?? BuiltInFormats.Of(id)), At(bold, style.FontId?.Value) || At(filled, style.FillId?.Value)));
        }
    }

    public NumberFormat Format(int style) => style >= 0 && style < _styles.Count ? _styles[style].Format : NumberFormat.Of("General");

    public bool IsEmphasised(int style) => style >= 0 && style < _styles.Count && _styles[style].Emphasised;

    private static bool At(List<bool> flags, uint? index) => index is { } i && i < flags.Count && flags[(int)i];
}
