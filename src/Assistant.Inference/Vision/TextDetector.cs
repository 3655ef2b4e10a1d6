using Assistant.Perception;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Vision;

/// <summary>
/// Finds lines of text at any scale: first the whole picture at a bounded size; when what it finds there is too small to be seen well, again enlarged, in overlapping tiles.
/// </summary>
internal sealed class TextDetector(OcrModels models, int detectionPixels)
{
    // ImageNet's, over planes in the order in which OpenCV gave them to the network at its training.
    private static readonly PixelScale s_pixels = new([0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f], BlueFirst: true);
    private const int Multiple = 32;
    private const int MinSide = 64;
    private const float MaxEnlargement = 2f;

    // Letters of a line this high (in the detector's pixels, grown box) are found as reliably as larger ones.
    private const float ComfortableHeight = 20;
    private const int TileOverlap = 96;
    private const int MaxTiles = 40;

    public List<RotatedBox> Find(Picture picture, RunOptions run, CancellationToken cancellationToken)
    {
        var first = Math.Min(1f, MathF.Sqrt((float)detectionPixels / ((float)picture.Width * picture.Height)));
        var boxes = FindAt(picture, first, run, cancellationToken);
        var wanted = first * ComfortableHeight / SmallHeight(boxes, first);
        if (boxes.Count == 0 && picture.Width * picture.Height <= 4 * detectionPixels)
            wanted = MaxEnlargement;
        wanted = Math.Min(wanted, MaxEnlargement);
        return wanted > first * 1.25f ? FindAt(picture, wanted, run, cancellationToken) : boxes;
    }

    /// <summary>Height, in the detector's pixels, that four fifths of the lines exceed.</summary>
    private static float SmallHeight(List<RotatedBox> boxes, float scale)
    {
        if (boxes.Count == 0)
            return ComfortableHeight;
        var heights = boxes.Select(box => box.Height * scale).Order().ToArray();
        return Math.Max(4, heights[heights.Length / 5]);
    }

    private List<RotatedBox> FindAt(Picture picture, float scale, RunOptions run, CancellationToken cancellationToken)
    {
        var tiles = Tiles(picture, scale).ToArray();
        if (tiles.Length == 1)
            return FindIn(picture, tiles[0], scale, run);
        var found = new List<RotatedBox>();
        foreach (var tile in tiles)
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.AddRange(FindIn(picture, tile, scale, run).Where(box => !IsCut(box, tile, picture)));
        }
        return Distinct(found);
    }

    private IEnumerable<Tile> Tiles(Picture picture, float scale)
    {
        var pixels = (double)picture.Width * picture.Height * scale * scale;
        var rows = Math.Max(1, (int)Math.Ceiling(pixels / (2.2 * detectionPixels)));
        rows = Math.Min(rows, MaxTiles);
        // Full-width strips: lines of text are never cut at their sides.
        var overlap = (int)(TileOverlap / scale);
        var step = (int)Math.Ceiling((picture.Height - overlap) / (double)rows);
        for (var i = 0; i < rows; i++)
        {
            var top = i * step;
            var bottom = rows == 1 ? picture.Height : Math.Min(picture.Height, top + step + overlap);
            if (bottom - top > 0)
                yield return new(0, top, picture.Width, bottom - top);
        }
    }

    private List<RotatedBox> FindIn(Picture picture, Tile tile, float scale, RunOptions run)
    {
        var (width, height) = (Side(tile.Width * scale), Side(tile.Height * scale));
        var input = new float[3 * width * height];
        PictureScaler.Fill(picture, tile.X, tile.Y, tile.Width, tile.Height, input, width, height, s_pixels);
        using var tensor = OrtValue.CreateTensorValueFromMemory(input, [1, 3, height, width]);
        using var outputs = models.Detector.Run(run, [models.Detector.InputNames[0]], [tensor], [models.Detector.OutputNames[0]]);
        var (x, y) = ((float)tile.Width / width, (float)tile.Height / height);
        return [.. TextRegions.Find(outputs[0].GetTensorDataAsSpan<float>(), width, height).Select(box => box.Scale(x, y).Move(tile.X, tile.Y))];
    }

    private static int Side(float pixels) => Math.Max(MinSide, (int)Math.Round(pixels / Multiple) * Multiple);

    /// <summary>A box at the seam is seen whole by the neighbouring tile.</summary>
    private static bool IsCut(RotatedBox box, Tile tile, Picture picture)
    {
        var hull = box.Hull;
        var margin = box.Height / 3;
        return (tile.Y > 0 && hull.Y0 < tile.Y + margin) || (tile.Y + tile.Height < picture.Height && hull.Y1 > tile.Y + tile.Height - margin);
    }

    private static List<RotatedBox> Distinct(List<RotatedBox> boxes)
    {
        var kept = new List<RotatedBox>();
        foreach (var box in boxes.OrderByDescending(box => box.Length * box.Height))
            if (!kept.Exists(other => Overlap(other.Hull, box.Hull) > 0.5))
                kept.Add(box);
        return kept;
    }

    /// <summary>Share of the smaller box that lies in the other.</summary>
    private static double Overlap(Box a, Box b)
    {
        var width = Math.Min(a.X1, b.X1) - Math.Max(a.X0, b.X0);
        var height = Math.Min(a.Y1, b.Y1) - Math.Max(a.Y0, b.Y0);
        return width <= 0 || height <= 0 ? 0 : width * height / Math.Min(a.Width * a.Height, b.Width * b.Height);
    }

    private readonly record struct Tile(int X, int Y, int Width, int Height);
}
