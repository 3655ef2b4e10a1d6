namespace Assistant.Inference.Vision;

/// <summary>What was recognised in one line: its characters, each with where it stands (pixels from the line's left edge, 48 high) and how sure the network is.</summary>
internal sealed record RecognizedWords(IReadOnlyList<RecognizedCharacter> Characters)
{
    public string Text => string.Concat(Characters.Select(character => character.Text));

    public double Confidence => Characters.Count == 0 ? 0 : Characters.Average(character => character.Confidence);

    /// <summary>Joins the parts of a line that was too wide; in the overlap the left part speaks up to its middle.</summary>
    public static RecognizedWords Join(RecognizedWords[] parts, List<int> starts, int overlap)
    {
        var joined = new List<RecognizedCharacter>();
        for (var i = 0; i < parts.Length; i++)
        {
            var from = i == 0 ? float.MinValue : starts[i] + overlap / 2f;
            var to = i + 1 == parts.Length ? float.MaxValue : starts[i + 1] + overlap / 2f;
            joined.AddRange(parts[i].Characters.Select(character => character with { X = character.X + starts[i] }).Where(character => character.X >= from && character.X < to));
        }
        return new(joined);
    }
}

internal readonly record struct RecognizedCharacter(string Text, float X, float Confidence);
