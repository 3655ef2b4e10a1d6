using System.Globalization;
using System.Text;

namespace Assistant.IntegrationTests.Documents;

/// <summary>Writes small pdf files by hand: A4 pages of Helvetica text placed at points from the top left, and lines.</summary>
internal sealed class PdfFile
{
    private const int PageHeight = 842;
    private readonly List<string> _pages = [];
    private StringBuilder _page = new();

    /// <param name="extra">More of the trailer, as an /Encrypt entry.</param>
    public byte[] Build(string extra = "")
    {
        EndPage();
        var objects = new List<string>
        {
            "<< /Type /Catalog /Pages 2 0 R >>",
            $"<< /Type /Pages /Kids [{string.Join(' ', _pages.Select((_, index) => $"{5 + index * 2} 0 R"))}] /Count {_pages.Count} >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        };
        foreach (var (index, content) in _pages.Index())
        {
            objects.Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 {PageHeight}] /Contents {6 + index * 2} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>");
            objects.Add($"<< /Length {content.Length} >>\nstream\n{content}\nendstream");
        }
        return Encoding.Latin1.GetBytes(Written(objects, extra));
    }

    public PdfFile Text(double x, double y, string text, double size = 11, bool bold = false)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal);
        _page.Append(CultureInfo.InvariantCulture, $"BT /F{(bold ? 2 : 1)} {size} Tf 1 0 0 1 {x} {PageHeight - y} Tm ({escaped}) Tj ET\n");
        return this;
    }

    public PdfFile Line(double x0, double y0, double x1, double y1)
    {
        _page.Append(CultureInfo.InvariantCulture, $"{x0} {PageHeight - y0} m {x1} {PageHeight - y1} l S\n");
        return this;
    }

    public PdfFile EndPage()
    {
        if (_page.Length > 0)
            _pages.Add(_page.ToString());
        _page = new();
        return this;
    }

    private static string Written(List<string> objects, string extra)
    {
        var file = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        foreach (var (index, body) in objects.Index())
        {
            places.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{body}\nendobj\n");
        }
        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {places.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
            file.Append(CultureInfo.InvariantCulture, $"{place:0000000000} 00000 n \n");
        return file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {places.Count + 1} /Root 1 0 R {extra} >>\nstartxref\n{table}\n%%EOF\n").ToString();
    }
}
