namespace Assistant.Inference.Language.Constraints.Grammar;

/// <summary>Which numbers are asked for.</summary>
/// <param name="MultipleOf">0 for any.</param>
internal sealed record NumberBounds(decimal Least, bool LeastExcluded, decimal Most, bool MostExcluded, decimal MultipleOf)
{
    /// <summary>Larger numbers are not written.</summary>
    public const decimal Limit = 999_999_999_999_999;

    private const int MostMultiplesTried = 10_000;

    public static NumberBounds Any { get; } = new(-Limit, false, Limit, false, 0);

    /// <summary>Digits before the point that the bounds need.</summary>
    public int WholeDigits => Math.Max(Digits(Least), Digits(Most));

    /// <summary>Digits after the point that the bounds need.</summary>
    public int Decimals => Math.Max(MultipleOf.Scale, Math.Max(Least.Scale, Most.Scale));

    /// <summary>Whether they ask for a number.</summary>
    public bool Hold(decimal number) => (LeastExcluded ? number > Least : number >= Least) && (MostExcluded ? number < Most : number <= Most) && (MultipleOf == 0 || number % MultipleOf == 0);

    /// <summary>Some x/10^decimals with a whole x between two, both included, is asked for. A negative zero is not.</summary>
    public bool HoldSome(bool negative, decimal from, decimal to, int decimals)
    {
        var scale = 1m;
        for (var i = 0; i < decimals; i++)
            scale *= 10;
        var (least, leastExcluded, most, mostExcluded) = negative ? (-Most, MostExcluded, -Least, LeastExcluded) : (Least, LeastExcluded, Most, MostExcluded);
        from = Math.Max(from, leastExcluded ? decimal.Floor(least * scale) + 1 : decimal.Ceiling(least * scale));
        to = Math.Min(to, mostExcluded ? decimal.Ceiling(most * scale) - 1 : decimal.Floor(most * scale));
        if (negative)
            from = Math.Max(from, 1);
        if (from > to)
            return false;
        if (MultipleOf == 0)
            return true;
        var step = MultipleOf * scale;
        var last = decimal.Floor(to / step);
        for (var (multiple, tried) = (decimal.Ceiling(from / step), 0); multiple <= last && tried < MostMultiplesTried; multiple++, tried++)
            if (decimal.IsInteger(multiple * step))
                return true;
        return false;
    }

    private static int Digits(decimal value) => Math.Abs(value) >= Limit ? 0 : decimal.Truncate(Math.Abs(value)).ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
}
