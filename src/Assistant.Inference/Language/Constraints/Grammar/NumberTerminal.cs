using System.Globalization;

namespace Assistant.Inference.Language.Constraints.Grammar;

/// <summary>
/// A JSON number in plain decimal digits, without exponent, within bounds. At most 15 digits before the point and 16 in all, so that every value is exact to the last
/// digit in a double. A digit is only let through when some value in the bounds begins like that.
/// State: sign, digits after the point plus one (0: no point yet), whether a digit stands before it, and all digits as one whole number.
/// </summary>
internal sealed class NumberTerminal : Terminal
{
    private const int MostDigits = 16;
    private const int MostWhole = 15;
    private const int UsualWhole = 10;
    private const int UsualDecimals = 6;
    private readonly NumberBounds _bounds;
    private readonly int _whole;
    private readonly int _decimals;
    private readonly bool[] _singles = new bool[256];

    public NumberTerminal(TokenTrie vocabulary, NumberBounds bounds, bool integer)
    {
        _bounds = bounds;
        _whole = integer ? MostWhole : Math.Clamp(bounds.WholeDigits, UsualWhole, MostWhole);
        _decimals = integer ? 0 : Math.Clamp(bounds.Decimals, Math.Min(UsualDecimals, MostDigits - _whole), MostDigits - _whole);
        for (var value = 0; value < 256; value++)
            _singles[value] = vocabulary.HasSingle((byte)value);
        Cost = "0123456789-.".All(c => _singles[c]) ? CostFrom(Start) : Never;
    }

    public override int Cost { get; }

    public override long Next(long state, byte value)
    {
        var n = Unpack(state);
        if (value == '-')
            return state == 0 ? Live(n with { Negative = true }) : Dead;
        if (value == '.')
            return n.HasWhole && n.Point == 0 && _decimals > 0 ? Live(n with { Point = 1 }) : Dead;
        if (value is < (byte)'0' or > (byte)'9')
            return Dead;
        var digits = (n.Digits * 10) + (value - '0');
        if (n.Point > 0)
            return n.Point <= _decimals ? Live(n with { Digits = digits, Point = n.Point + 1 }) : Dead;
        return (n.HasWhole && n.Digits == 0) || (n.HasWhole && Length(n.Digits) == _whole) ? Dead : Live(n with { Digits = digits, HasWhole = true });
    }

    public override bool Accepts(long state)
    {
        var n = Unpack(state);
        return n.HasWhole && n.Point != 1 && Holds(n, n.Digits, n.Digits, Math.Max(n.Point - 1, 0));
    }

    public override int CostFrom(long state)
    {
        var n = Unpack(state);
        if (n.Point > 0)
            return CostOfDecimals(n, n.Digits, n.Digits, n.Point - 1);
        var best = state == 0 && _bounds.Least < 0 ? Math.Min(Never, 1 + CostOf(n with { Negative = true })) : Never;
        return Math.Min(best, CostOf(n));
    }

    /// <summary>Characters that are missing until a value in the bounds is reached, where no point stands yet.</summary>
    private int CostOf(Written n)
    {
        var best = Never;
        var most = n.HasWhole && n.Digits == 0 ? 0 : _whole - (n.HasWhole ? Length(n.Digits) : 0);
        for (var more = n.HasWhole ? 0 : 1; more <= most && more < best; more++)
        {
            var (from, to) = n.HasWhole ? (n.Digits * Power(more), (n.Digits * Power(more)) + Power(more) - 1)
                : (more == 1 ? 0 : Power(more - 1), Power(more) - 1);
            if (Holds(n, from, to, 0))
                best = more;
            else if (_decimals > 0 && CostOfDecimals(n, from, to, 0) is < Never and var after)
                best = Math.Min(best, more + 1 + after);
        }
        return best;
    }

    private int CostOfDecimals(Written n, long from, long to, int decimals)
    {
        for (var more = decimals == 0 ? 1 : 0; decimals + more <= _decimals; more++)
            if (Holds(n, (decimal)from * Power(more), ((decimal)to * Power(more)) + Power(more) - 1, decimals + more))
                return more;
        return Never;
    }

    private bool Holds(Written n, decimal from, decimal to, int decimals) => _bounds.HoldSome(n.Negative, from, to, decimals);

    private long Live(Written n)
    {
        var state = (n.Negative ? 1L : 0L) | ((long)(uint)n.Point << 1) | (n.HasWhole ? 1L << 5 : 0) | (n.Digits << 6);
        return CostFrom(state) < Never ? state : Dead;
    }

    private static Written Unpack(long state) => new((state & 1) != 0, (int)((state >> 1) & 15), (state & (1 << 5)) != 0, state >> 6);

    private static int Length(long digits) => digits.ToString(CultureInfo.InvariantCulture).Length;

    private static long Power(int exponent)
    {
        var power = 1L;
        while (exponent-- > 0)
            power *= 10;
        return power;
    }

    private readonly record struct Written(bool Negative, int Point, bool HasWhole, long Digits);
}
