using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Values;
using Assistant.Agent.Extractive.Words;

namespace Assistant.Agent.Extractive.Layout;

/// <summary>"Label: value" within one line.</summary>
internal static partial class KeyValue
{
    private const int LongestLabel = 40;

    private const int MostLabelWords = 4;

    /// <summary>The words before a value that ends a short line: "Net 3,740.00", "Table 12"; empty when it is not of that form.</summary>
    public static string LabelBefore(string line)
    {
        if (line.Length > LongestLabel || ValueFinder.Find(line) is not [.., var last] || last.End < line.Length || last.Start < 2)
            return "";
        var lead = line[..last.Start].TrimEnd(' ', '#', '-', '–', ':', '：');
        return lead.Any(char.IsLetter) && lead.Count(c => c == ' ') < MostLabelWords && (char.IsWhiteSpace(line[last.Start - 1]) || line[last.Start - 1] == '#' || Normal.IsHan(lead[^1])) ? lead : "";
    }

    /// <summary>"Net 3,740.00", "VAT 25% 935.00": it has said its amount, and names nothing else.</summary>
    public static bool SaysAmount(string line) =>
        LabelBefore(line).Length > 0 && ValueFinder.Find(line)[^1] is { Kind: ValueKind.Money or ValueKind.Percent or ValueKind.Number or ValueKind.Quantity } value && value.Text.Any(c => ".,%€$£¥".Contains(c, StringComparison.Ordinal));

    /// <summary>Several of them in one line: "Patient: Henrik Dahl Born: 04.11.1979"; nothing where there is one or none.</summary>
    /// <returns>Each label with the piece of the line that it begins.</returns>
    public static IEnumerable<(string Label, string Text)> SplitMany(string line)
    {
        var starts = Named().Matches(line);
        for (var i = 0; starts.Count > 1 && i < starts.Count; i++)
        {
            var end = i + 1 < starts.Count ? starts[i + 1].Index : line.Length;
            if (line[(starts[i].Index + starts[i].Length)..end].Trim().Length > 0)
                yield return (starts[i].Groups["label"].Value, line[starts[i].Index..end].Trim());
        }
    }

    [GeneratedRegex(@"(?<![\p{L}\d/])(?<label>\p{Lu}[\p{L}.]*(?: [\p{Ll}.]+){0,2}|[\u4e00-\u9fff]{2,8})\s?[:：](?!//)\s?")]
    private static partial Regex Named();

    /// <summary>"After a long debate: ...", "We pay a flat rate: ...": a sentence whose colon opens what it says.</summary>
    [GeneratedRegex(@"^(?:after|before|if|when|while|we|i|you|they|he|she|it|this|these|those|there|please|above|below|because|as|then|so|but|only)\s", RegexOptions.IgnoreCase)]
    private static partial Regex Clause();

    /// <summary>Label and value; an empty label when the line is not of that form.</summary>
    public static (string Label, string Value) Split(string line)
    {
        var colon = line.AsSpan(0, Math.Min(line.Length, LongestLabel)).IndexOfAny(':', '：');
        if (colon <= 0 || colon + 1 >= line.Length)
            return ("", line);
        var (label, value) = (line[..colon].Trim(), line[(colon + 1)..].Trim());
        var isClock = char.IsAsciiDigit(label[^1]) && char.IsAsciiDigit(line[colon + 1]);
        var isPath = label.Length == 1 || value.StartsWith("//", StringComparison.Ordinal) || value.StartsWith('\\');
        return isClock || isPath || value.Length == 0 || !label.Any(char.IsLetter) || Terms.Of(label).Words.Count > 10 || Clause().IsMatch(label) ? ("", line) : (label, value);
    }
}
