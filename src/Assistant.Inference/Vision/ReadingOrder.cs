namespace Assistant.Inference.Vision;

/// <summary>Orders lines as a person reads: rows from the top, and within a row from the left. A slant of the whole picture is taken out first.</summary>
internal static class ReadingOrder
{
    /// <returns>For each position in reading order: the index of the box and the number of its row.</returns>
    public static List<(int Index, int Row)> Of(IReadOnlyList<RotatedBox> boxes)
    {
        if (boxes.Count == 0)
            return [];
        var slant = Slant(boxes);
        var placed = boxes.Select((box, i) => (Index: i, X: box.Center.X + slant * box.Center.Y, Y: box.Center.Y - slant * box.Center.X, box.Height)).OrderBy(line => line.Y).ToArray();
        var rows = new List<List<(int Index, float X, float Y, float Height)>>();
        foreach (var line in placed)
        {
            var row = rows.FindLast(row => Math.Abs(row.Average(other => other.Y) - line.Y) < 0.5f * Math.Min(line.Height, row.Average(other => other.Height)));
            if (row is null)
                rows.Add([line]);
            else
                row.Add(line);
        }
        return [.. rows.OrderBy(row => row.Average(line => line.Y)).SelectMany((row, number) => row.OrderBy(line => line.X).Select(line => (line.Index, number)))];
    }

    /// <summary>Tangent of the median angle of the longer lines.</summary>
    private static float Slant(IReadOnlyList<RotatedBox> boxes)
    {
        var slopes = boxes.Where(box => box.Length > 3 * box.Height && box.Along.X > 0.5f).Select(box => box.Along.Y / box.Along.X).Order().ToArray();
        return slopes.Length < 3 ? 0 : slopes[slopes.Length / 2];
    }
}
