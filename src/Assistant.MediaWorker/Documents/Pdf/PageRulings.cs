using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;

namespace Assistant.MediaWorker.Documents.Pdf;

/// <summary>The straight lines drawn on a page: horizontal ones at a height from x to x, vertical ones at an x from height to height.</summary>
internal sealed class PageRulings
{
    private const double Thin = 2.5;
    private const double Shortest = 4;
    private const int Most = 5_000;

    public readonly record struct Ruling(double At, double From, double To);

    public List<Ruling> Horizontal { get; } = [];
    public List<Ruling> Vertical { get; } = [];

    public static PageRulings Of(Page page)
    {
        var rulings = new PageRulings();
        foreach (var path in page.Paths)
        {
            if (path.IsClipping || !(path.IsStroked || path.IsFilled))
                continue;
            foreach (var subpath in path)
            {
                if (rulings.Horizontal.Count + rulings.Vertical.Count > Most)
                    return rulings;
                rulings.Add(page, subpath, path.IsStroked);
            }
        }
        return rulings;
    }

    private void Add(Page page, PdfSubpath subpath, bool stroked)
    {
        if (subpath.GetBoundingRectangle() is not { } bounds)
            return;
        var box = PageWords.BoxOf(page, bounds);
        if (box.Height <= Thin && box.Width >= Shortest)
            Horizontal.Add(new(box.CenterY, box.X0, box.X1));
        else if (box.Width <= Thin && box.Height >= Shortest)
            Vertical.Add(new(box.CenterX, box.Y0, box.Y1));
        else if (subpath.IsDrawnAsRectangle || (subpath.IsClosed() && subpath.Commands.OfType<PdfSubpath.Line>().Count() is 3 or 4))
            AddEdges(page, box, stroked);
        else if (stroked)
        {
            foreach (var line in subpath.Commands.OfType<PdfSubpath.Line>())
                AddLine(page, line);
        }
    }

    /// <summary>A filled rectangle is the background of a cell or row, unless it is as large as the page.</summary>
    private void AddEdges(Page page, Box box, bool stroked)
    {
        if (box.Width < Shortest || box.Height < Shortest || (!stroked && box.Width * box.Height > page.Width * page.Height * .4))
            return;
        Horizontal.Add(new(box.Y0, box.X0, box.X1));
        Horizontal.Add(new(box.Y1, box.X0, box.X1));
        Vertical.Add(new(box.X0, box.Y0, box.Y1));
        Vertical.Add(new(box.X1, box.Y0, box.Y1));
    }

    private void AddLine(Page page, PdfSubpath.Line line)
    {
        var (dx, dy) = (Math.Abs(line.From.X - line.To.X), Math.Abs(line.From.Y - line.To.Y));
        if (dy <= 1 && dx >= Shortest)
            Horizontal.Add(new(page.Height - line.From.Y, Math.Min(line.From.X, line.To.X), Math.Max(line.From.X, line.To.X)));
        else if (dx <= 1 && dy >= Shortest)
            Vertical.Add(new(line.From.X, page.Height - Math.Max(line.From.Y, line.To.Y), page.Height - Math.Min(line.From.Y, line.To.Y)));
    }
}
