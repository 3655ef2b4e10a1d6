namespace Assistant.Inference.Vision;

/// <summary>Turns the detector's probability map into boxes, after "Real-time Scene Text Detection with Differentiable Binarization" (Liao et al., 2020): threshold, regions, smallest rectangles, grown by area x ratio / perimeter.</summary>
internal static class TextRegions
{
    private const float Threshold = 0.3f;
    private const float MinScore = 0.5f;
    private const float UnclipRatio = 1.5f;
    private const float MinSide = 2.5f;

    /// <param name="map">Probabilities, width x height.</param>
    public static List<RotatedBox> Find(ReadOnlySpan<float> map, int width, int height)
    {
        var labels = new int[width * height];
        var parents = new List<int> { 0 };
        Label(map, width, height, labels, parents);
        var regions = new Dictionary<int, Region>();
        for (var y = 0; y < height; y++)
            Collect(map, y, width, labels.AsSpan(y * width, width), parents, regions);
        var boxes = new List<RotatedBox>();
        foreach (var region in regions.Values)
        {
            var score = (float)(region.Sum / region.Count);
            if (score < MinScore)
                continue;
            var box = SmallestRectangle.Around(region.Edge, score);
            if (Math.Min(box.Length, box.Height) < MinSide)
                continue;
            boxes.Add(box.Grow(box.Length * box.Height * UnclipRatio / (2 * (box.Length + box.Height))));
        }
        return boxes;
    }

    /// <summary>8-connected components by union of labels, one pass.</summary>
    private static void Label(ReadOnlySpan<float> map, int width, int height, int[] labels, List<int> parents)
    {
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var at = y * width + x;
                if (map[at] <= Threshold)
                    continue;
                var label = x > 0 ? labels[at - 1] : 0;
                if (y > 0)
                {
                    label = Join(parents, label, labels[at - width]);
                    if (x > 0)
                        label = Join(parents, label, labels[at - width - 1]);
                    if (x + 1 < width)
                        label = Join(parents, label, labels[at - width + 1]);
                }
                if (label == 0)
                {
                    label = parents.Count;
                    parents.Add(label);
                }
                labels[at] = label;
            }
    }

    private static int Join(List<int> parents, int a, int b)
    {
        if (a == 0 || b == 0)
            return a + b;
        var (rootA, rootB) = (Root(parents, a), Root(parents, b));
        if (rootA != rootB)
            parents[Math.Max(rootA, rootB)] = Math.Min(rootA, rootB);
        return Math.Min(rootA, rootB);
    }

    private static int Root(List<int> parents, int label)
    {
        while (parents[label] != label)
            label = parents[label] = parents[parents[label]];
        return label;
    }

    /// <summary>The ends of each run of a row are all that a hull can need.</summary>
    private static void Collect(ReadOnlySpan<float> map, int y, int width, ReadOnlySpan<int> row, List<int> parents, Dictionary<int, Region> regions)
    {
        for (var x = 0; x < width;)
        {
            if (row[x] == 0)
            {
                x++;
                continue;
            }
            var root = Root(parents, row[x]);
            if (!regions.TryGetValue(root, out var region))
                regions[root] = region = new Region();
            var start = x;
            for (; x < width && row[x] != 0; x++)
                region.Sum += map[y * width + x];
            region.Count += x - start;
            region.Edge.Add(new(start, y));
            region.Edge.Add(new(x, y));
            region.Edge.Add(new(start, y + 1));
            region.Edge.Add(new(x, y + 1));
        }
    }

    private sealed class Region
    {
        public double Sum;
        public int Count;
        public readonly List<Point> Edge = [];
    }
}
