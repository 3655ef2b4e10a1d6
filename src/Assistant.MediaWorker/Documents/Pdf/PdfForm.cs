using UglyToad.PdfPig;
using UglyToad.PdfPig.AcroForms;
using UglyToad.PdfPig.AcroForms.Fields;
using UglyToad.PdfPig.Content;

namespace Assistant.MediaWorker.Documents.Pdf;

/// <summary>What was filled into a form is drawn apart from the page: it is put where its field stands, beside its printed label.</summary>
internal sealed class PdfForm
{
    private const double LargestText = 11;
    private readonly ILookup<int, AcroFieldBase> _fields;

    public PdfForm(PdfDocument pdf) =>
        _fields = (pdf.TryGetForm(out var form) ? form.GetFields() : []).Where(field => field.PageNumber is not null && field.Bounds is not null).ToLookup(field => field.PageNumber!.Value);

    public IEnumerable<PdfWord> Words(Page page)
    {
        foreach (var field in _fields[page.Number])
        {
            var box = PageWords.BoxOf(page, field.Bounds!.Value);
            var size = Math.Min(LargestText, Math.Max(box.Height * .7, 1));
            if (Value(field) is { Length: > 0 } value)
                yield return new(CleanText.Of(value), box with { X1 = Math.Min(box.X1, box.X0 + value.Length * size * .6) }, size, false);
        }
    }

    private static string? Value(AcroFieldBase field) => field switch
    {
        AcroTextField text => text.Value,
        AcroComboBoxField box => string.Join(", ", box.SelectedOptions),
        AcroListBoxField list => string.Join(", ", list.SelectedOptions),
        AcroCheckboxField { IsChecked: true } => "[x]",
        AcroRadioButtonField { IsSelected: true } => "(x)",
        _ => null,
    };
}
