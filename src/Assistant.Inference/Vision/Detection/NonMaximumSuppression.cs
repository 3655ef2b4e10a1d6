using Assistant.Perception;

namespace Assistant.Inference.Vision.Detection;

/// <summary>Of boxes of one class that overlap, only the surest is kept; classes do not see each other.</summary>
internal static class NonMaximumSuppression
{
    // More are never told apart in time: each is compared with all that are kept.
    private const int MostCandidates = 3000;

    /// <param name="overlap">Intersection over union above which two boxes are the same object.</param>
    /// <returns>Surest first.</returns>
    public static List<Candidate> Apply(IEnumerable<Candidate> candidates, double overlap, int most)
    {
        var kept = new List<Candidate>();
        foreach (var candidate in candidates.Where(candidate => candidate.IsPossible).OrderByDescending(candidate => candidate.Score).Take(MostCandidates))
        {
            if (kept.Exists(other => other.Class == candidate.Class && IntersectionOverUnion(other.Box, candidate.Box) > overlap))
                continue;
            kept.Add(candidate);
            if (kept.Count == most)
                break;
        }
        return kept;
    }

    public static double IntersectionOverUnion(Box a, Box b)
    {
        var (width, height) = (Math.Min(a.X1, b.X1) - Math.Max(a.X0, b.X0), Math.Min(a.Y1, b.Y1) - Math.Max(a.Y0, b.Y0));
        if (width <= 0 || height <= 0)
            return 0;
        var shared = width * height;
        return shared / (a.Width * a.Height + b.Width * b.Height - shared);
    }
}
