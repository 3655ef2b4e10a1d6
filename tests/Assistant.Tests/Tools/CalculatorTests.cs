using System.Globalization;
using Assistant.Tools.Arithmetic;
using CsCheck;

namespace Assistant.Tests.Tools;

public sealed class CalculatorTests
{
    [Theory]
    [InlineData("1+2*3", "7")]
    [InlineData("(1 + 2) × 3", "9")]
    [InlineData("0.1 + 0.2", "0.3")]
    [InlineData("-2^2", "-4")]
    [InlineData("2^-2", "0.25")]
    [InlineData("2^3^2", "512")]
    [InlineData("10 - 4 - 3", "3")]
    [InlineData("7 / 2", "3.5")]
    [InlineData("1/3", "≈ 0.3333333333")]
    [InlineData("1,240.50 + 59.50", "1,300")]
    [InlineData("1.240,50 + 59,50", "1,300")]
    [InlineData("1 240,50 + 0", "1,240.5")]
    [InlineData("sqrt(2)^2", "2")]
    [InlineData("sqrt(144)", "12")]
    [InlineData("max(1,200, 3)", "200")]
    [InlineData("avg(10; 20; 60)", "30")]
    [InlineData("median(5, 1, 9, 7)", "6")]
    [InlineData("round(2.5) + round(1.005; 2)", "4.01")]
    [InlineData("what is 12 plus 30?", "42")]
    [InlineData("１２＋３０＝", "42")]
    [InlineData("12加30乘以2等于多少", "72")]
    [InlineData("3.5万 + 5000", "40,000")]
    public void Evaluate_Numbers(string expression, string expected) => Assert.Equal(expected, Text(expression));

    [Theory]
    [InlineData("20% of 150", "30")]
    [InlineData("150 + 20%", "180")]
    [InlineData("150 - 20%", "120")]
    [InlineData("12.5 percent of 1,240", "155")]
    [InlineData("百分之20的150", "30")]
    [InlineData("5% + 7%", "12%")]
    [InlineData("30 / 150 in %", "20%")]
    [InlineData("€1,200 + 19%", "€1,428")]
    [InlineData("$19.99 * 3", "$59.97")]
    [InlineData("17.5% of 2,340 EUR", "€409.50")]
    [InlineData("CHF 10 / 4", "2.50 CHF")]
    [InlineData("30 / 20%", "150")]
    public void Evaluate_PercentAndMoney(string expression, string expected) => Assert.Equal(expected, Text(expression));

    [Theory]
    [InlineData("5 km in miles", "≈ 3.1068559612 mi")]
    [InlineData("12 in to cm", "30.48 cm")]
    [InlineData("5 ft 3 inches in cm", "160.02 cm")]
    [InlineData("3 km + 500 m", "3.5 km")]
    [InlineData("10 lb in kg", "4.5359237 kg")]
    [InlineData("100 °F in °C", "≈ 37.7777777778 °C")]
    [InlineData("37 °C in °F", "98.6 °F")]
    [InlineData("-40 celsius to fahrenheit", "-40 °F")]
    [InlineData("2 h 30 min in minutes", "150 min")]
    [InlineData("1.5 GB in MB", "1,500 MB")]
    [InlineData("1 GiB in MiB", "1,024 MiB")]
    [InlineData("100 Mb / 8", "12.5 MB")]
    [InlineData("3 斤 换算成 公斤", "1.5 kg")]
    [InlineData("5公里换算成米", "5,000 m")]
    [InlineData("36 km/h in m/s", "10 m/s")]
    [InlineData("100 m2 in ft2", "≈ 1,076.391041671 ft²")]
    [InlineData("6 km / 2 km", "3")]
    public void Evaluate_Units(string expression, string expected) => Assert.Equal(expected, Text(expression));

    [Theory]
    [InlineData("", CalculationProblem.Empty)]
    [InlineData("1/0", CalculationProblem.DividedByZero)]
    [InlineData("5 km + 3 kg", CalculationProblem.UnitsDiffer)]
    [InlineData("€5 in $", CalculationProblem.UnitsDiffer)]
    [InlineData("5 km + 3", CalculationProblem.UnitsDiffer)]
    [InlineData("3 florps", CalculationProblem.NotUnderstood)]
    [InlineData("florps + 3", CalculationProblem.UnknownUnit)]
    [InlineData("(1 + 2", CalculationProblem.NotUnderstood)]
    [InlineData("1 +", CalculationProblem.NotUnderstood)]
    [InlineData("9^99", CalculationProblem.TooLarge)]
    [InlineData("2^1000", CalculationProblem.OutOfRange)]
    [InlineData("sqrt(-1)", CalculationProblem.OutOfRange)]
    [InlineData("System.IO.File.Delete(1)", CalculationProblem.NotUnderstood)]
    [InlineData("99999999999999999999999999999999", CalculationProblem.TooLarge)]
    public void Evaluate_WhatCannotBeWorkedOut_SaysWhy(string expression, CalculationProblem expected) => Assert.Equal(expected, Calculator.Evaluate(expression).Problem);

    [Fact]
    public void Evaluate_DeepAndLongExpressions_AreBounded()
    {
        Assert.Equal(CalculationProblem.TooLong, Calculator.Evaluate(new string('(', 200) + "1").Problem);
        Assert.Equal(CalculationProblem.TooLong, Calculator.Evaluate(new string('-', 300) + "1").Problem);
        Assert.Equal(CalculationProblem.TooLong, Calculator.Evaluate(string.Join('+', Enumerable.Repeat("1", 400))).Problem);
    }

    [Fact]
    public void Evaluate_AnyText_NeverThrows() =>
        Gen.OneOf(Gen.String, Gen.String["0123456789+-*/^%()., kmin€加的百分之"]).Sample(text =>
        {
            var result = Calculator.Evaluate(text);
            return result.Problem is not null || result.Text.Length > 0;
        });

    [Fact]
    public void Evaluate_SumsOfCents_AreExact() =>
        Gen.Int[-1_000_000, 1_000_000].Array[2, 12].Sample(cents =>
        {
            var expression = string.Join(" + ", cents.Select(c => "(" + (c / 100m).ToString(CultureInfo.InvariantCulture) + ")"));
            return expression.Length > Calculator.LongestExpression || Calculator.Evaluate(expression).Value == cents.Sum() / 100m;
        });

    private static string Text(string expression)
    {
        var result = Calculator.Evaluate(expression);
        Assert.True(result.Problem is null, $"{result.Problem} {result.Detail}");
        return result.Text;
    }
}
