using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Words;
using Assistant.Agent.Extractive.Wording;
using Assistant.Tools.Arithmetic;
using Assistant.Tools.Dates;

namespace Assistant.Agent.Extractive.Calculations;

/// <summary>"What is 15% of 240?", "12 * (3+4)", "how many km are 5 miles?", "240的15%是多少？": a question that is an expression and nothing else.</summary>
internal static partial class StatedSum
{
    private static readonly (string Spoken, string Sign)[] s_signs =
        [("divided by", "/"), ("multiplied by", "*"), ("to the power of", "^"), (" squared", "^2"), (" cubed", "^3"), ("square root of", "sqrt"), ("per cent", "%"), ("percent", "%"), ("根号", "sqrt ")];

    public static WorkedOut? WorkOut(string message, AgentRequest request)
    {
        var text = Normal.Of(message).Trim();
        var asked = Lead().Match(text);
        var expression = Tail().Replace(text[asked.Length..], "").Trim();
        if (HowMany().Match(text) is { Success: true } wanted)
            expression = $"{wanted.Groups["x"].Value} in {wanted.Groups["unit"].Value}";
        foreach (var (spoken, sign) in s_signs)
            expression = expression.Replace(spoken, sign, StringComparison.Ordinal);
        if (!IsSum(expression) || IsName(expression, asked.Length > 0, request))
            return null;
        var result = Calculator.Evaluate(expression);
        if (result.Problem is { } problem)
            return problem == CalculationProblem.DividedByZero && OnlySigns().IsMatch(expression)
                ? WorkedOut.By("math_calculate", new { expression }, $"{problem}", Phrases.Pick(request.Language, $"{Shown(expression)} has no result: nothing can be divided by zero.", $"{Shown(expression)} 没有结果：不能除以零。"))
                : null;
        var about = result.Text.StartsWith("≈ ", StringComparison.Ordinal);
        return WorkedOut.By("math_calculate", new { expression }, result.Text, $"{Shown(expression)} {(about ? "≈" : "=")} **{(about ? result.Text[2..] : result.Text)}**");
    }

    /// <summary>Two numbers, or one that is turned into something: "3 kg" and "2,400" are asked of the evidence.</summary>
    private static bool IsSum(string expression) => Number().Count(expression) is var numbers && (numbers > 1 || (numbers == 1 && Turned().IsMatch(expression)));

    /// <summary>A date, a telephone number or the number of an order looks like a sum and is none.</summary>
    private static bool IsName(string expression, bool isAsked, AgentRequest request) =>
        YearFirst().IsMatch(expression)
        || (Hyphens().IsMatch(expression) && (!isAsked || request.Evidence.Count > 0))
        || (!isAsked && DateText.Read(expression, request.Now) is not null);

    private static string Shown(string expression) => Markdown.Escape(CurrencyCode().Replace(Times().Replace(expression, " × "), code => code.Value.ToUpperInvariant()));

    [GeneratedRegex(@"^(?:(?:please|can you|could you|would you|tell me|calculate|compute|work out|evaluate|solve|convert|what(?:'s| is| are)|how much (?:is|are)|the result of|the|请问?|帮我|计算(?:一下)?|算(?:一下)?|换算(?:一下)?)[\s:,，：]*)+")]
    private static partial Regex Lead();

    [GeneratedRegex(@"(?:\s*(?:=|equals?|makes?|please|等于多少|等于几|等于|是多少|是几|得多少|得几))?[\s=?？。.!！]*$")]
    private static partial Regex Tail();

    [GeneratedRegex(@"^how many (?<unit>[\p{L}°/²³]{1,20}) (?:are|is|make)(?: there)?(?: in)? (?<x>\d[^?？]*?)\W*$")]
    private static partial Regex HowMany();

    [GeneratedRegex(@"\d+(?:[.,]\d+)*")]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(?:in|to|into|as) [\p{L}°%]|换算|换成|转换|sqrt|√|\^")]
    private static partial Regex Turned();

    [GeneratedRegex(@"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$")]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^\d+(?:-\d+)+$")]
    private static partial Regex Hyphens();

    [GeneratedRegex(@"^[\d\s.,+\-*/×÷()%^]+$")]
    private static partial Regex OnlySigns();

    [GeneratedRegex(@"\b(?:eur|usd|gbp|cny|rmb|chf|jpy|hkd)\b")]
    private static partial Regex CurrencyCode();

    [GeneratedRegex(@"\s*\*\s*")]
    private static partial Regex Times();
}
