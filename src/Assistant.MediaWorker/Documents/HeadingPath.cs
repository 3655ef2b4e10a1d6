namespace Assistant.MediaWorker.Documents;

/// <summary>The headings above the current place, outermost first.</summary>
internal sealed class HeadingPath
{
    private const int LongestHeading = 120;
    private readonly List<(int Level, string Text)> _open = [];

    /// <summary>Joined by " > "; null above the first heading.</summary>
    public string? Current { get; private set; }

    /// <param name="level">0 for a document's title, which stands above all of level 1.</param>
    public void Enter(int level, string text)
    {
        _open.RemoveAll(heading => heading.Level >= level);
        var oneLine = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        _open.Add((level, oneLine.Length > LongestHeading ? oneLine[..LongestHeading] : oneLine));
        Current = string.Join(" > ", _open.Select(heading => heading.Text));
    }
}
