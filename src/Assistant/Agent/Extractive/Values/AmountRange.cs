using System.Text.RegularExpressions;

namespace Assistant.Agent.Extractive.Values;

/// <summary>"Up to 5 kg", "5-20 kg", "over 100", "10公斤以上": the stretch of amounts that a row of a table is for.</summary>
internal readonly partial record struct AmountRange(decimal From, decimal To)
{
    /// <summary>Smaller is more exact; an open end counts as very far.</summary>
    public decimal Width => To - From;

    public bool Holds(decimal amount) => amount >= From && amount <= To;

    /// <returns>Null when the text names no range.</returns>
    public static AmountRange? Read(string text)
    {
        if (text.Length > 60 || !text.Any(char.IsAsciiDigit))
            return null;
        if (Between().Match(text) is { Success: true } between && Number(between, "a") is { } a && Number(between, "b") is { } b && a < b)
            return new(a, b);
        if (UpTo().Match(text) is { Success: true } upTo && Number(upTo, "b") is { } most)
            return new(0, most);
        return Over().Match(text) is { Success: true } over && Number(over, "a") is { } least ? new(least, decimal.MaxValue) : null;
    }

    private static decimal? Number(Match match, string group) => Numerals.Parse(match.Groups[group].Value);

    /// <summary>"5,000", "5.000,50", "2,5"; no date.</summary>
    private const string Amount = @"(?:\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)(?![.,]?\d)";

    [GeneratedRegex(@"(?<![\d.,/-])(?<a>" + Amount + @")\s?[^\d\s–-]{0,4}\s?(?:-|–|~|to|bis|until|and|至|到)\s?[^\d\s]{0,3}(?<b>" + Amount + @")(?![\d/-])", RegexOptions.IgnoreCase)]
    private static partial Regex Between();

    [GeneratedRegex(@"(?:\b(?:up to|at most|not more than|no more than|under|below|less than|within|max\.?|until)|[<≤]|不超过|不足|少于|低于|最多)\s?[^\d\s]{0,3}\s?(?<b>" + Amount + @")|(?<b>" + Amount + @")\s?\S{0,3}(?:以下|以内|之内|\sor less|\sor under)", RegexOptions.IgnoreCase)]
    private static partial Regex UpTo();

    [GeneratedRegex(@"(?:\b(?:over|above|more than|from|at least|min\.?|exceeding)|[>≥]|超过|高于|多于|至少|满)\s?[^\d\s]{0,3}\s?(?<a>" + Amount + @")|(?<a>" + Amount + @")\s?\S{0,3}(?:以上|起|\sor more|\sand (?:over|above|more)|\+)", RegexOptions.IgnoreCase)]
    private static partial Regex Over();
}
