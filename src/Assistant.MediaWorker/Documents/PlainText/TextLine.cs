namespace Assistant.MediaWorker.Documents.PlainText;

/// <summary>A line of a text, without white space at its end; numbered from 1.</summary>
internal readonly record struct TextLine(int Number, string Text)
{
    public bool IsBlank => Text.Length == 0;

    public int Indent => Text.Length - Text.AsSpan().TrimStart().Length;

    /// <summary>In columns of a terminal: Chinese characters take two.</summary>
    public int Width => Text.Length + Text.Count(CleanText.IsWide);

    public static IEnumerable<TextLine> Of(string text)
    {
        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
            yield return new(++number, line.TrimEnd());
    }
}
