namespace Assistant.Agent.Extractive.Values;

/// <summary>What divides a number's whole part from its decimals; <see cref="Open"/> where its digits do not say: "45", "1.200", "1,200".</summary>
internal enum DecimalMark { Open, Point, Comma }

internal static class DecimalMarks
{
    private const int DigitsOfAGroup = 3;

    /// <summary>By the signs and how many digits follow them: the last of two kinds is the mark, one that comes twice divides thousands.</summary>
    public static DecimalMark Of(string number)
    {
        var signs = string.Concat(number.Where(c => char.IsAsciiDigit(c) || c is '.' or ','));
        var (point, comma) = (signs.LastIndexOf('.'), signs.LastIndexOf(','));
        if (point < 0 && comma < 0)
            return DecimalMark.Open;
        var (last, own, other) = point > comma ? (point, DecimalMark.Point, DecimalMark.Comma) : (comma, DecimalMark.Comma, DecimalMark.Point);
        if (signs.IndexOf(signs[last], StringComparison.Ordinal) != last)
            return other;
        var mayDivideThousands = signs.Length - last - 1 == DigitsOfAGroup && last is > 0 and <= DigitsOfAGroup && signs[0] != '0';
        return point >= 0 && comma >= 0 || !mayDivideThousands ? own : DecimalMark.Open;
    }

    /// <summary>The one that all those have that say; open when none says or they contradict each other.</summary>
    public static DecimalMark Agreed(IEnumerable<DecimalMark> marks) => marks.Where(mark => mark != DecimalMark.Open).Distinct().Take(2).ToList() is [var only] ? only : DecimalMark.Open;
}
