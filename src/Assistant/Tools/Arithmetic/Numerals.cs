using System.Globalization;

namespace Assistant.Tools.Arithmetic;

/// <summary>Reads numbers as people of different countries write them: 1,234.56 and 1.234,56 and 1 234,56 and 1'234.56.</summary>
internal static class Numerals
{
    /// <summary>The one of '.' and ',' that stands last is the decimal sign, unless it groups thousands.</summary>
    public static decimal Parse(ReadOnlySpan<char> written)
    {
        var decimalAt = DecimalSign(written);
        Span<char> plain = stackalloc char[Math.Min(written.Length, 64)];
        var length = 0;
        for (var i = 0; i < written.Length; i++)
        {
            if (i != decimalAt && !char.IsAsciiDigit(written[i]))
                continue;
            if (length == plain.Length)
                throw new CalculationException(CalculationProblem.TooLarge);
            plain[length++] = i == decimalAt ? '.' : written[i];
        }
        return decimal.TryParse(plain[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new CalculationException(CalculationProblem.TooLarge);
    }

    private static int DecimalSign(ReadOnlySpan<char> written)
    {
        var last = written.LastIndexOfAny('.', ',');
        if (last < 0)
            return -1;
        var sign = written[last];
        var other = written.Contains(sign == '.' ? ',' : '.');
        if (written.Count(sign) > 1)
            return -1;
        if (other)
            return last;
        // One comma and exactly three digits after it: thousands, as in "1,240"; but "0,125" is a fraction.
        var groups = sign == ',' && written.Length - last - 1 == 3 && last is >= 1 and <= 3 && written[0] != '0';
        return groups ? -1 : last;
    }
}
