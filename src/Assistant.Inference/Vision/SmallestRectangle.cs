namespace Assistant.Inference.Vision;

/// <summary>Geometry of point sets: convex hull (Andrew's monotone chain) and the rectangle of least area around it (rotating calipers).</summary>
internal static class SmallestRectangle
{
    /// <param name="points">At least one; reordered.</param>
    public static RotatedBox Around(List<Point> points, float score)
    {
        var hull = Hull(points);
        if (hull.Count < 3)
            return OfSegment(hull, score);
        var (best, bestArea) = (default(RotatedBox), float.MaxValue);
        for (var i = 0; i < hull.Count; i++)
        {
            var edge = hull[(i + 1) % hull.Count] - hull[i];
            var length = MathF.Sqrt(Point.Dot(edge, edge));
            if (length < 1e-6f)
                continue;
            var along = edge * (1 / length);
            var across = new Point(-along.Y, along.X);
            var (minA, maxA, minB, maxB) = (float.MaxValue, float.MinValue, float.MaxValue, float.MinValue);
            foreach (var point in hull)
            {
                var (a, b) = (Point.Dot(point, along), Point.Dot(point, across));
                (minA, maxA, minB, maxB) = (Math.Min(minA, a), Math.Max(maxA, a), Math.Min(minB, b), Math.Max(maxB, b));
            }
            var area = (maxA - minA) * (maxB - minB);
            if (area < bestArea)
                (best, bestArea) = (new(along * ((minA + maxA) / 2) + across * ((minB + maxB) / 2), along, maxA - minA, maxB - minB, score), area);
        }
        return Upright(best);
    }

    /// <summary>Turned by quarter turns so that the reading direction is within 45 degrees of rightwards.</summary>
    public static RotatedBox Upright(RotatedBox box)
    {
        if (Math.Abs(box.Along.X) < Math.Abs(box.Along.Y))
            box = box with { Along = box.Across, Length = box.Height, Height = box.Length };
        return box.Along.X < 0 ? box with { Along = box.Along * -1 } : box;
    }

    private static RotatedBox OfSegment(List<Point> hull, float score)
    {
        var (a, b) = (hull[0], hull[^1]);
        var edge = b - a;
        var length = MathF.Sqrt(Point.Dot(edge, edge));
        return Upright(new((a + b) * 0.5f, length < 1e-6f ? new(1, 0) : edge * (1 / length), length, 0, score));
    }

    private static List<Point> Hull(List<Point> points)
    {
        points.Sort((a, b) => a.X != b.X ? a.X.CompareTo(b.X) : a.Y.CompareTo(b.Y));
        if (points.Count < 3)
            return points;
        var hull = new List<Point>();
        for (var pass = 0; pass < 2; pass++)
        {
            var start = hull.Count;
            foreach (var point in pass == 0 ? points : Enumerable.Reverse(points))
            {
                while (hull.Count >= start + 2 && Point.Cross(hull[^1] - hull[^2], point - hull[^1]) <= 0)
                    hull.RemoveAt(hull.Count - 1);
                hull.Add(point);
            }
            hull.RemoveAt(hull.Count - 1);
        }
        return hull;
    }
}
