using Assistant.Agent.Extractive.Words;

namespace Assistant.Agent.Extractive.Layout;

/// <summary>"Label: value" within one line.</summary>
internal static class KeyValue
{
    private const int LongestLabel = 40;

    /// <summary>Label and value; an empty label when the line is not of that form.</summary>
    public static (string Label, string Value) Split(string line)
    {
        var colon = line.AsSpan(0, Math.Min(line.Length, LongestLabel)).IndexOfAny(':', '：');
        if (colon <= 0 || colon + 1 >= line.Length)
            return ("", line);
        var (label, value) = (line[..colon].Trim(), line[(colon + 1)..].Trim());
        var isClock = char.IsAsciiDigit(label[^1]) && char.IsAsciiDigit(line[colon + 1]);
        var isPath = label.Length == 1 || value.StartsWith("//", StringComparison.Ordinal) || value.StartsWith('\\');
        return isClock || isPath || value.Length == 0 || !label.Any(char.IsLetter) || Terms.Of(label).Words.Count > 10 ? ("", line) : (label, value);
    }
}
