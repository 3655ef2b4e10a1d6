namespace Assistant.Tools.Arithmetic;

/// <summary>Square roots to the last digit that a decimal holds.</summary>
internal static class Roots
{
    public static decimal Square(decimal value)
    {
        if (value < 0)
            throw new CalculationException(CalculationProblem.OutOfRange, "sqrt");
        if (value == 0)
            return 0;
        // Newton's steps from the double's root: its 15 digits double at each.
        var root = (decimal)Math.Sqrt((double)value);
        for (var i = 0; i < 3; i++)
            root = (root + (value / root)) / 2;
        var rounded = Math.Round(root, 20);
        return rounded * rounded == value ? rounded : root;
    }
}
