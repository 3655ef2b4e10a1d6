namespace Assistant.Tools.Arithmetic;

/// <summary>
/// Works out what people write: "12.5% of 1,240.00", "3 km + 500 m in miles", "(5 + 3) × 2", "20 加 5%", "100 °F in °C", "sqrt(2)".
/// Exact decimals (28 digits); never more than <see cref="LongestExpression"/> characters and <see cref="DeepestNesting"/> levels. Stateless.
/// </summary>
public static class Calculator
{
    public const int LongestExpression = 500;
    public const int DeepestNesting = 32;

    public static Calculation Evaluate(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        if (expression.Length > LongestExpression)
            return Calculation.Failed(CalculationProblem.TooLong);
        try
        {
            return Calculation.Of(new ExpressionParser(ExpressionTokens.Split(expression)).Parse());
        }
        catch (CalculationException e)
        {
            return Calculation.Failed(e.Problem, e.Detail);
        }
        catch (OverflowException)
        {
            return Calculation.Failed(CalculationProblem.TooLarge);
        }
        catch (DivideByZeroException)
        {
            return Calculation.Failed(CalculationProblem.DividedByZero);
        }
    }
}

/// <summary>What an expression comes to, or why it cannot be worked out.</summary>
/// <param name="Value">In <paramref name="Unit"/>; 0 when there is a problem.</param>
/// <param name="Unit">"km", "°C", "€", "%"; empty for a plain number.</param>
/// <param name="Text">For people: "1,240.5 km", "≈ 0.3333333333".</param>
/// <param name="Problem">Null when it could be worked out.</param>
/// <param name="Detail">The word or sign that is in the way, as written.</param>
public sealed record Calculation(decimal Value, string Unit, string Text, CalculationProblem? Problem, string? Detail)
{
    internal static Calculation Of(Quantity quantity) => new(quantity.Value, quantity.Percent ? "%" : quantity.Unit?.Symbol ?? "", QuantityText.Of(quantity), null, null);

    internal static Calculation Failed(CalculationProblem problem, string? detail = null) => new(0, "", "", problem, detail);
}

public enum CalculationProblem { Empty, TooLong, NotUnderstood, UnitsDiffer, UnknownUnit, DividedByZero, TooLarge, OutOfRange }

/// <summary>Ends the working out of one expression; never leaves <see cref="Calculator"/>.</summary>
internal sealed class CalculationException(CalculationProblem problem, string? detail = null) : Exception(problem.ToString())
{
    public CalculationProblem Problem { get; } = problem;
    public string? Detail { get; } = detail;
}
