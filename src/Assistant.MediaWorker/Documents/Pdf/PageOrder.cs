namespace Assistant.MediaWorker.Documents.Pdf;

/// <summary>Reading order by cuts: side by side where a clear gutter goes from top to bottom (left column first), one beneath the other elsewhere.</summary>
internal static class PageOrder
{
    private const double NarrowestGutter = 7;
    private const int DeepestCut = 12;

    public static List<T> Of<T>(IReadOnlyList<T> items, Func<T, Box> boxOf)
    {
        var ordered = new List<T>(items.Count);
        Cut([.. items.OrderBy(item => boxOf(item).Y0)], boxOf, ordered, 0);
        return ordered;
    }

    private static void Cut<T>(List<T> items, Func<T, Box> boxOf, List<T> ordered, int depth)
    {
        if (items.Count < 2 || depth > DeepestCut)
        {
            ordered.AddRange(items);
            return;
        }
        if (Gutter(items, boxOf) is { } gutter)
        {
            Cut(items.FindAll(item => boxOf(item).CenterX < gutter), boxOf, ordered, depth + 1);
            Cut(items.FindAll(item => boxOf(item).CenterX >= gutter), boxOf, ordered, depth + 1);
            return;
        }
        var bands = Bands(items, boxOf);
        if (bands.Count == 1)
        {
            ordered.AddRange(items.OrderBy(item => Math.Round(boxOf(item).Y0 / 4)).ThenBy(item => boxOf(item).X0));
            return;
        }
        for (var first = 0; first < bands.Count;)
        {
            var last = bands.Count - 1;
            while (last > first && Gutter(bands[first..(last + 1)].SelectMany(band => band).ToList(), boxOf) is null)
                last--;
            Cut(bands[first..(last + 1)].SelectMany(band => band).ToList(), boxOf, ordered, depth + 1);
            first = last + 1;
        }
    }

    /// <summary>The x of the widest stretch that nothing crosses; null when there is none.</summary>
    private static double? Gutter<T>(List<T> items, Func<T, Box> boxOf)
    {
        var (best, width, right) = ((double?)null, NarrowestGutter, double.NegativeInfinity);
        foreach (var box in items.Select(boxOf).OrderBy(box => box.X0))
        {
            if (right > double.NegativeInfinity && box.X0 - right > width)
                (best, width) = ((box.X0 + right) / 2, box.X0 - right);
            right = Math.Max(right, box.X1);
        }
        return best;
    }

    private static List<List<T>> Bands<T>(List<T> items, Func<T, Box> boxOf)
    {
        var bands = new List<List<T>>();
        var bottom = double.NegativeInfinity;
        foreach (var item in items)
        {
            var box = boxOf(item);
            if (bands.Count == 0 || box.Y0 >= bottom - 1)
                bands.Add([]);
            bands[^1].Add(item);
            bottom = Math.Max(bottom, box.Y1);
        }
        return bands;
    }
}
