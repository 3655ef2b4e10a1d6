namespace Assistant.Tools.Arithmetic;

/// <summary>The functions of the expression language. Lists must be of one kind; the result has the first one's unit.</summary>
internal static class ExpressionFunctions
{
    public static bool Exists(string name) => name.ToLowerInvariant() is "sqrt" or "abs" or "round" or "floor" or "ceil" or "min" or "max" or "sum" or "avg" or "average" or "mean" or "median" or "count";

    public static Quantity Apply(string name, IReadOnlyList<Quantity> arguments) => name.ToLowerInvariant() switch
    {
        "sqrt" => One(arguments).Power(new Quantity(0.5m)),
        "abs" => One(arguments) with { Value = Math.Abs(arguments[0].Value) },
        "floor" => One(arguments) with { Value = Math.Floor(arguments[0].Value) },
        "ceil" => One(arguments) with { Value = Math.Ceiling(arguments[0].Value) },
        "round" => Round(arguments),
        "min" => arguments.MinBy(Comparable(arguments)),
        "max" => arguments.MaxBy(Comparable(arguments)),
        "sum" => Total(arguments),
        "count" => new Quantity(arguments.Count),
        "median" => Median(arguments),
        _ => Quantity.Divide(Total(arguments), new Quantity(arguments.Count)),
    };

    private static Quantity One(IReadOnlyList<Quantity> arguments) =>
        arguments.Count == 1 ? arguments[0] : throw new CalculationException(CalculationProblem.NotUnderstood, ",");

    private static Quantity Round(IReadOnlyList<Quantity> arguments)
    {
        if (arguments.Count > 2 || (arguments.Count == 2 && (arguments[1].Unit is not null || arguments[1].Value is < 0 or > 20)))
            throw new CalculationException(CalculationProblem.OutOfRange, "round");
        return arguments[0] with { Value = Math.Round(arguments[0].Value, arguments.Count == 2 ? (int)arguments[1].Value : 0, MidpointRounding.AwayFromZero) };
    }

    private static Quantity Total(IReadOnlyList<Quantity> arguments) => arguments.Skip(1).Aggregate(arguments[0], (sum, next) => Quantity.Add(sum, next, 1));

    private static Quantity Median(IReadOnlyList<Quantity> arguments)
    {
        var sorted = arguments.OrderBy(Comparable(arguments)).ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : Quantity.Divide(Quantity.Add(sorted[middle - 1], sorted[middle], 1), new Quantity(2));
    }

    private static Func<Quantity, decimal> Comparable(IReadOnlyList<Quantity> arguments) =>
        quantity => arguments[0].Unit is { } unit ? quantity.In(unit).Value : quantity.Unit is null ? quantity.Value : throw new CalculationException(CalculationProblem.UnitsDiffer, quantity.Unit.Symbol);
}
