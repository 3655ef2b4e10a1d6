using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Words;

namespace Assistant.Agent.Extractive.Calculations;

/// <summary>What "the heaviest" or 最贵 measures, which the heading of the column says in another word: weight, price.</summary>
internal static partial class Superlative
{
    // Enough to choose a column called by it, less than a word of the question itself.
    private const double Weight = 0.8;

    private static readonly (Regex Said, string Measured)[] s_measures =
    [
        (Price(), "price"), (Heaviness(), "weight"), (Distance(), "distance"), (Length(), "length"), (Height(), "height"), (Age(), "age"), (Warmth(), "temperature"), (Span(), "duration"),
    ];

    /// <param name="question">In one spelling, lower case.</param>
    /// <returns>Empty where the word says nothing of what is measured ("the most").</returns>
    public static IEnumerable<QuestionUnit> Measured(string question) =>
        s_measures.Where(m => m.Said.IsMatch(question)).SelectMany(m => QuestionUnits.Of(m.Measured, Terms.Of(m.Measured))).Select(unit => unit with { Weight = Weight });

    /// <summary>"产品最贵" is about products: the word behind them says what to look for, not what they are called.</summary>
    public static string Without(string noun) => Behind().Replace(noun, "");

    [GeneratedRegex("[最更].*$")]
    private static partial Regex Behind();

    [GeneratedRegex(@"\b(?:priciest|dearest|dearer|cheapest|cheaper|(?:most|more|least|less) expensive)\b|[最更](?:贵|便宜|省钱)")]
    private static partial Regex Price();

    [GeneratedRegex(@"\b(?:heaviest|heavier|lightest|lighter)\b|[最更][重轻]")]
    private static partial Regex Heaviness();

    [GeneratedRegex(@"\b(?:furthest|farthest|further|farther|nearest|closest)\b|[最更]远")]
    private static partial Regex Distance();

    [GeneratedRegex(@"\b(?:longest|longer|shortest|shorter)\b|[最更][长短]")]
    private static partial Regex Length();

    [GeneratedRegex(@"\b(?:tallest|taller)\b|[最更]高")]
    private static partial Regex Height();

    [GeneratedRegex(@"\b(?:oldest|older|youngest|younger)\b|年纪最[大小]|最年[长轻]")]
    private static partial Regex Age();

    [GeneratedRegex(@"\b(?:hottest|warmest|coldest|warmer|colder)\b|[最更][冷热]")]
    private static partial Regex Warmth();

    [GeneratedRegex(@"\b(?:longest|longer|shortest|shorter)\b|[最更][久长短]")]
    private static partial Regex Span();
}
