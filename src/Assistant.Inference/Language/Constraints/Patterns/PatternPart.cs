namespace Assistant.Inference.Language.Constraints.Patterns;

/// <summary>A regular expression's tree. Lengths count characters.</summary>
internal abstract record PatternPart
{
    public abstract int LeastLength { get; }

    /// <summary>Null for no limit.</summary>
    public abstract int? MostLength { get; }
}

/// <summary>One character of some ranges of code points, both ends included.</summary>
internal sealed record CharacterSet(IReadOnlyList<(int First, int Last)> Ranges) : PatternPart
{
    public const int LastCodePoint = 0x10FFFF;
    private const int LastOfOneUnit = 0xFFFF;

    public override int LeastLength => 1;
    public override int? MostLength => 1;

    public static CharacterSet Any { get; } = new([(0, LastCodePoint)]);

    /// <summary>All others, up to U+FFFF: dialects differ on whether a character beyond that is one or two.</summary>
    public CharacterSet Inverse()
    {
        var (ranges, next) = (new List<(int, int)>(), 0);
        foreach (var (first, last) in Ranges.Order())
        {
            if (first > next)
                ranges.Add((next, first - 1));
            next = Math.Max(next, last + 1);
        }
        if (next <= LastOfOneUnit)
            ranges.Add((next, LastOfOneUnit));
        return new(ranges);
    }
}

internal sealed record PatternSequence(IReadOnlyList<PatternPart> Parts) : PatternPart
{
    public override int LeastLength => Parts.Sum(part => part.LeastLength);
    public override int? MostLength => Parts.Aggregate((int?)0, (sum, part) => sum + part.MostLength);
}

internal sealed record PatternChoice(IReadOnlyList<PatternPart> Parts) : PatternPart
{
    public override int LeastLength => Parts.Min(part => part.LeastLength);
    public override int? MostLength => Parts.Any(part => part.MostLength is null) ? null : Parts.Max(part => part.MostLength);
}

/// <summary>^ or $. <see cref="PatternAnchors"/> leaves none.</summary>
internal sealed record PatternAnchor(bool IsStart) : PatternPart
{
    public override int LeastLength => 0;
    public override int? MostLength => 0;
}

/// <param name="Most">Null for no limit.</param>
internal sealed record PatternRepeat(PatternPart Part, int Least, int? Most) : PatternPart
{
    public override int LeastLength => Part.LeastLength * Least;
    public override int? MostLength => Part.MostLength is 0 ? 0 : Part.MostLength * Most;
}
