using Assistant.MediaWorker.Pictures;
using Assistant.MediaWorker.Sandbox;
using UglyToad.PdfPig.Content;

namespace Assistant.MediaWorker.Documents.Pdf;

/// <summary>What of a page has to be read as a picture: a scanned page as a whole, else the pictures on it that may hold text.</summary>
internal sealed class PdfPictures(DocumentFile file) : IDisposable
{
    private const double PointsPerInch = 72;
    private const int UsualDpi = 200, LeastDpi = 120, MostDpi = 300;
    private const double PagePicture = .5;
    private const double SmallestWidth = 90;
    private const double SmallestHeight = 36;
    private const int ShapesOfOutlinedText = 30;
    private const int FewestLetters = 12;
    private MemoryFile? _inside;

    /// <summary>A picture covers most of the page, as scanners make them.</summary>
    public static bool CoversPage(Page page) => page.GetImages().Any(image => Area(PageWords.BoxOf(page, image.BoundingBox)) > page.Width * page.Height * PagePicture);

    public static bool IsScan(Page page, IReadOnlyCollection<Letter> letters) =>
        PageWords.AreUnreadable(letters) || (letters.Count == 0 && (page.NumberOfImages > 0 || page.Paths.Count > ShapesOfOutlinedText)) || (letters.Count < FewestLetters && CoversPage(page));

    public IEnumerable<DocumentPart> Whole(Page page)
    {
        if (!file.TryTakePicture(out var gap))
            return [gap];
        return [Part(page, () => Drawn(page) ?? Only(page), new Box(0, 0, page.Width, page.Height), e => new(e.Problem, e.Detail ?? $"page {page.Number}"))];
    }

    /// <summary>Pictures within a page of text; those with text over them are backgrounds.</summary>
    public IEnumerable<DocumentPart> Within(Page page, IReadOnlyCollection<Letter> letters)
    {
        Picture? drawn = null;
        foreach (var (image, box) in page.GetImages().Select(image => (Image: image, Box: Visible(page, PageWords.BoxOf(page, image.BoundingBox)))).Where(each => each.Box.Width >= SmallestWidth && each.Box.Height >= SmallestHeight).DistinctBy(each => each.Box))
        {
            if (letters.Count(letter => IsInside(PageWords.BoxOf(page, letter.BoundingBox), box)) > 3)
                continue;
            if (!file.TryTakePicture(out var gap))
            {
                yield return gap;
                yield break;
            }
            yield return Part(page, () => (drawn ??= Drawn(page)) is { } whole ? Cropped(whole, page, box) : Decoded(image), box, e => e.Problem == AttachmentProblem.NotInstalled ? new(e.Problem, e.Detail) : GapPart.OfPicture(new SourcePosition { Page = page.Number }));
        }
    }

    private static DocumentPart Part(Page page, Func<Picture> picture, Box box, Func<MediaException, GapPart> missed)
    {
        try
        {
            return new PicturePart(picture(), new SourcePosition { Page = page.Number, Box = box });
        }
        catch (MediaException e)
        {
            return missed(e);
        }
    }

    public void Dispose() => _inside?.Dispose();

    /// <summary>The page as a person sees it, by poppler; null where that is not installed.</summary>
    private Picture? Drawn(Page page)
    {
        try
        {
            return PageRenderer.Render(PathOf(), page.Number, DpiOf(page), file.Limits, file.CancellationToken);
        }
        catch (MediaException e) when (e.Problem == AttachmentProblem.NotInstalled)
        {
            return null;
        }
    }

    /// <summary>A page that cannot be drawn is its one picture. Of several, strips of a scan or a background below a mask, none is the page.</summary>
    private Picture Only(Page page) => page.GetImages().ToList() is [var image] ? Decoded(image) : throw new MediaException(AttachmentProblem.NotInstalled, "poppler-utils");

    private Picture Decoded(IPdfImage image) => PictureDecoder.Decode(image.TryGetPng(out var png) ? png : image.RawBytes.ToArray(), file.Limits);

    /// <summary>Of what came inside another file: in memory, where poppler finds it like what was sent.</summary>
    private string PathOf()
    {
        if (file.Path is { } path)
            return path;
        if (_inside is null)
        {
            _inside = new MemoryFile("inside");
            _inside.Write(file.ReadAll());
        }
        return _inside.Path;
    }

    /// <summary>A scan is drawn at its own resolution: drawn at another, thin strokes blur and figures get lost.</summary>
    private static int DpiOf(Page page)
    {
        var scan = page.GetImages().Where(image => Area(PageWords.BoxOf(page, image.BoundingBox)) > page.Width * page.Height * PagePicture).MaxBy(image => image.WidthInSamples * (long)image.HeightInSamples);
        if (scan is null)
            return UsualDpi;
        var box = PageWords.BoxOf(page, scan.BoundingBox);
        var samples = Math.Max(scan.WidthInSamples, scan.HeightInSamples) / Math.Max(box.Width, box.Height);
        return (int)Math.Clamp(Math.Round(samples * PointsPerInch), LeastDpi, MostDpi);
    }

    private static Picture Cropped(Picture whole, Page page, Box box)
    {
        var (sx, sy) = (whole.Width / page.Width, whole.Height / page.Height);
        var (x, y) = ((int)Math.Clamp(box.X0 * sx, 0, whole.Width - 1), (int)Math.Clamp(box.Y0 * sy, 0, whole.Height - 1));
        var (width, height) = (Math.Clamp((int)(box.Width * sx), 1, whole.Width - x), Math.Clamp((int)(box.Height * sy), 1, whole.Height - y));
        var rgb = new byte[width * height * 3];
        for (var row = 0; row < height; row++)
            whole.Rgb.Span.Slice(((y + row) * whole.Width + x) * 3, width * 3).CopyTo(rgb.AsSpan(row * width * 3));
        return new(width, height, rgb);
    }

    private static Box Visible(Page page, Box box) => new(Math.Max(box.X0, 0), Math.Max(box.Y0, 0), Math.Min(box.X1, page.Width), Math.Min(box.Y1, page.Height));

    private static bool IsInside(Box inner, Box outer) => inner.CenterX > outer.X0 && inner.CenterX < outer.X1 && inner.CenterY > outer.Y0 && inner.CenterY < outer.Y1;

    private static double Area(Box box) => box.Width * box.Height;
}
