using System.ComponentModel;
using Microsoft.SemanticKernel;

namespace Assistant.Tools.Arithmetic;

/// <summary><see cref="Calculator"/> for a model.</summary>
internal sealed class MathPlugin
{
    [KernelFunction("calculate"), Description("Works out an expression exactly: + - * / ^ %, 'of', sqrt, round, min, max, sum, avg, units and conversions. Examples: '12.5% of 1240', '3 km + 500 m in miles', '€1,200 + 19%'.")]
    public static string Calculate([Description("The expression")] string expression)
    {
        var result = Calculator.Evaluate(expression);
        return result.Problem is { } problem ? throw new ToolException(Reason(problem, result.Detail)) : result.Text;
    }

    private static string Reason(CalculationProblem problem, string? detail) => problem switch
    {
        CalculationProblem.Empty => "The expression is empty.",
        CalculationProblem.TooLong => "The expression is too long or too deeply nested.",
        CalculationProblem.UnitsDiffer => $"The units do not go together ('{detail}').",
        CalculationProblem.UnknownUnit => $"'{detail}' is no unit or function known here.",
        CalculationProblem.DividedByZero => "It divides by zero.",
        CalculationProblem.TooLarge => "The numbers are too large.",
        CalculationProblem.OutOfRange => $"'{detail}' is not defined for this number.",
        _ => $"The expression is not understood at '{detail}'.",
    };
}
