namespace Assistant.Tools.Arithmetic;

/// <summary>A number with its unit; a percentage is held as written (12.5% is 12.5).</summary>
internal readonly record struct Quantity(decimal Value, Unit? Unit = null, bool Percent = false)
{
    /// <summary>The factor that a plain number or a percentage is.</summary>
    private decimal Factor => Percent ? Value / 100 : Value;

    /// <summary>"150 + 20%" takes the percentage of the left side, as people and pocket calculators do.</summary>
    public static Quantity Add(Quantity left, Quantity right, int sign)
    {
        if (right.Percent && !left.Percent)
            return left with { Value = left.Value + (sign * left.Value * right.Factor) };
        if (left.Percent != right.Percent)
            throw new CalculationException(CalculationProblem.UnitsDiffer, "%");
        if (left.Unit is null && right.Unit is null)
            return left with { Value = left.Value + (sign * right.Value) };
        if (left.Unit is null || right.Unit is null)
            throw new CalculationException(CalculationProblem.UnitsDiffer, (left.Unit ?? right.Unit)!.Symbol);
        return left with { Value = left.Value + (sign * right.In(left.Unit).Value) };
    }

    public static Quantity Multiply(Quantity left, Quantity right)
    {
        if (left.Unit is not null && right.Unit is not null)
            throw new CalculationException(CalculationProblem.UnitsDiffer, right.Unit.Symbol);
        if (left.Percent && right is { Percent: false })
            return right with { Value = left.Factor * right.Value };
        return left with { Value = left.Value * right.Factor, Unit = left.Unit ?? right.Unit };
    }

    public static Quantity Divide(Quantity left, Quantity right)
    {
        if (right.Unit is null)
            return left with { Value = left.Value / right.Factor };
        if (left.Unit is null)
            throw new CalculationException(CalculationProblem.UnitsDiffer, right.Unit.Symbol);
        return new Quantity(left.Value / right.In(left.Unit).Value);
    }

    public Quantity Power(Quantity exponent)
    {
        if (Unit is not null || exponent.Unit is not null || Percent || exponent.Percent)
            throw new CalculationException(CalculationProblem.UnitsDiffer, "^");
        if (exponent.Value == 0.5m)
            return this with { Value = Roots.Square(Value) };
        if (exponent.Value != decimal.Truncate(exponent.Value) || Math.Abs(exponent.Value) > 100)
            throw new CalculationException(CalculationProblem.OutOfRange, "^");
        var power = 1m;
        for (var i = 0; i < Math.Abs((int)exponent.Value); i++)
            power *= Value;
        return this with { Value = exponent.Value < 0 ? 1 / power : power };
    }

    public Quantity In(Unit target)
    {
        if (Unit is null || Unit.Kind != target.Kind || (target.Kind == UnitKind.Currency && Unit.Symbol != target.Symbol))
            throw new CalculationException(CalculationProblem.UnitsDiffer, target.Symbol);
        return Unit == target ? this : this with { Value = ((Value + Unit.Offset) * Unit.Factor * target.Divisor / (Unit.Divisor * target.Factor)) - target.Offset, Unit = target };
    }
}
