namespace Assistant.MediaWorker.Documents.Pdf;

/// <summary>A word as it is drawn; its box in points from the page's top left.</summary>
internal sealed record PdfWord(string Text, Box Box, double Size, bool Bold)
{
    /// <summary>Spaces drawn after it: text that goes on has one, cells of a table have none or many.</summary>
    public int SpacesAfter { get; init; }

    public double Baseline => Box.Y1 - Size * .2;
}

/// <summary>Words beside each other without a wide gap: a visual line of one column, or a cell of one line.</summary>
internal sealed class PdfSegment(List<PdfWord> words)
{
    public IReadOnlyList<PdfWord> Words { get; } = words;
    public Box Box { get; } = words.Select(word => word.Box).Aggregate((box, other) => box.Union(other));
    public string Text { get; } = CleanText.Of(string.Join(' ', words.Select(word => word.Text)));

    /// <summary>Of most of its characters.</summary>
    public double Size { get; } = words.GroupBy(word => Math.Round(word.Size, 1)).MaxBy(group => group.Sum(word => word.Text.Length))!.Key;

    public bool Bold { get; } = words.TrueForAll(word => word.Bold);

    public PdfSegment With(PdfSegment other) => new([.. Words, .. other.Words]);
}
