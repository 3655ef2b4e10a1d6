using Assistant.Inference.Models;
using Assistant.Perception;

namespace Assistant.Inference.Vision.Detection;

/// <summary>
/// What the heads of YOLO exports say, boxes in pixels of the input:
/// [1, n, 5 + classes] of version 5 (centre, size, objectness, classes, to be multiplied), [1, 4 + classes, n] of versions 8 to 11 (no objectness), and with built-in
/// suppression [1, n, 6] or [n, 6] (corners, score, class) or [n, 7] (picture, corners, class, score).
/// </summary>
internal sealed class YoloOutput
{
    private const int MostWithSuppression = 1000;

    private readonly Head _head;
    private readonly int _count;
    private readonly int _width;

    private enum Head { Objectness, Plain, PlainByBox, Suppressed, SuppressedFlat }

    /// <param name="shape">Of the output, as it was computed.</param>
    /// <param name="classes">How many the model names; null when it names none.</param>
    /// <exception cref="ModelFileException">Another shape.</exception>
    public YoloOutput(ReadOnlySpan<long> shape, int? classes, string path)
    {
        (_head, _count, _width) = shape switch
        {
            [var n, 6] => (Head.Suppressed, (int)n, 6),
            [var n, 7] => (Head.SuppressedFlat, (int)n, 7),
            [1, var n, 6] when classes != 1 || n <= MostWithSuppression => (Head.Suppressed, (int)n, 6),
            [1, var n, var width] when width == 5 + classes => (Head.Objectness, (int)n, (int)width),
            [1, var width, var n] when width == 4 + classes => (Head.Plain, (int)n, (int)width),
            [1, var n, var width] when width == 4 + classes => (Head.PlainByBox, (int)n, (int)width),
            [1, var n, > 5 and var width] when classes is null && n > width => (Head.Objectness, (int)n, (int)width),
            [1, > 4 and var width, var n] when classes is null && n > width => (Head.Plain, (int)n, (int)width),
            _ => throw new ModelFileException(path, reason: $"its output [{string.Join(", ", shape.ToArray())}] is none of YOLO's for {(classes is null ? "unnamed" : $"{classes}")} classes"),
        };
    }

    /// <summary>It suppressed overlapping boxes already.</summary>
    public bool IsSuppressed => _head is Head.Suppressed or Head.SuppressedFlat;

    /// <summary>Boxes at least as sure as the threshold.</summary>
    public List<Candidate> Read(ReadOnlySpan<float> values, float threshold)
    {
        var found = new List<Candidate>();
        for (var i = 0; i < _count; i++)
            if (Read(values, i) is var candidate && candidate.Score >= threshold)
                found.Add(candidate);
        return found;
    }

    private Candidate Read(ReadOnlySpan<float> values, int i)
    {
        if (_head == Head.Suppressed)
            return values.Slice(i * 6, 6) is var row ? new(new Box(row[0], row[1], row[2], row[3]), (int)row[5], row[4]) : default;
        if (_head == Head.SuppressedFlat)
            return values.Slice(i * 7, 7) is var row ? new(new Box(row[1], row[2], row[3], row[4]), (int)row[5], row[6]) : default;
        var (first, step) = _head == Head.Plain ? (i, _count) : (i * _width, 1);
        var classesFrom = _head == Head.Objectness ? 5 : 4;
        var (best, score) = (0, float.NegativeInfinity);
        for (var c = classesFrom; c < _width; c++)
            if (values[first + c * step] > score)
                (best, score) = (c - classesFrom, values[first + c * step]);
        if (_head == Head.Objectness)
            score *= values[first + 4];
        return new(Candidate.Around(values[first], values[first + step], values[first + 2 * step], values[first + 3 * step]), best, score);
    }
}
