namespace Assistant.Inference.Language.Templates;

/// <summary>
/// A message's text for a prompt: what people, documents and tools wrote, and between it marks that the program sets (where a tool's call begins). A mark becomes the model's
/// token of that name where it has one; what others wrote never does, however it is spelled. Immutable.
/// </summary>
internal sealed class PromptText
{
    private readonly (string Text, bool IsMark)[] _parts;

    private PromptText(IEnumerable<(string Text, bool IsMark)> parts) => _parts = [.. parts.Where(part => part.Text.Length > 0)];

    public bool IsEmpty => _parts.Length == 0;

    public IReadOnlyList<(string Text, bool IsMark)> Parts => _parts;

    public static implicit operator PromptText(string text) => new([(text, false)]);

    public static PromptText operator +(PromptText before, PromptText after) => new([.. before._parts, .. after._parts]);

    public static PromptText Mark(string mark) => new([(mark, true)]);

    /// <summary>Without white space at both ends.</summary>
    public PromptText Trim() => TrimmedStart().TrimmedEnd();

    /// <summary>What follows the last <paramref name="found"/> that somebody wrote, without the line ends there; all of it where there is none.</summary>
    public PromptText AfterLast(string found)
    {
        for (var i = _parts.Length - 1; i >= 0; i--)
            if (!_parts[i].IsMark && _parts[i].Text.LastIndexOf(found, StringComparison.Ordinal) is >= 0 and var at)
                return new([(_parts[i].Text[(at + found.Length)..].TrimStart('\n'), false), .. _parts[(i + 1)..]]);
        return this;
    }

    public override string ToString() => string.Concat(_parts.Select(part => part.Text));

    private PromptText TrimmedStart()
    {
        var first = Array.FindIndex(_parts, part => part.IsMark || !string.IsNullOrWhiteSpace(part.Text));
        return first < 0 ? new([]) : new([_parts[first].IsMark ? _parts[first] : (_parts[first].Text.TrimStart(), false), .. _parts[(first + 1)..]]);
    }

    private PromptText TrimmedEnd()
    {
        var last = Array.FindLastIndex(_parts, part => part.IsMark || !string.IsNullOrWhiteSpace(part.Text));
        return last < 0 ? new([]) : new([.. _parts[..last], _parts[last].IsMark ? _parts[last] : (_parts[last].Text.TrimEnd(), false)]);
    }
}
