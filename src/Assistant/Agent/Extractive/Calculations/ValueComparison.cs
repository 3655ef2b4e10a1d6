using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Values;
using Assistant.Agent.Extractive.Words;
using Assistant.Tools.Arithmetic;
using Numerals = Assistant.Agent.Extractive.Values.Numerals;

namespace Assistant.Agent.Extractive.Calculations;

/// <summary>Whether a text that names values of a kind names the one that was asked after: "3 May" is 3 May 2027, 2 kg are 2000 g, Wednesday lies between Monday and Friday.</summary>
internal static partial class ValueComparison
{
    /// <param name="said">Those of the text that are of the asked value's kind, in their order.</param>
    /// <returns>Null where it cannot be told.</returns>
    public static bool? IsAmong(Value asked, IReadOnlyList<Value> said, string text)
    {
        var (unclear, compared) = (false, false);
        for (var i = 0; i < said.Count; i++)
        {
            // A length is no other weight.
            if (Units.Find(said[i].Unit) is { } unit && Units.Find(asked.Unit) is { } wanted && unit.Kind != wanted.Kind)
                continue;
            compared = true;
            var toNext = i + 1 < said.Count && Joins().IsMatch(text[said[i].End..said[i + 1].Start]);
            var verdict = toNext ? Spans(said[i], said[i + 1], asked) : Is(said[i], asked, text);
            if (verdict == true)
                return true;
            unclear |= verdict is null;
            i += toNext ? 1 : 0;
        }
        return unclear || !compared ? null : false;
    }

    private static bool? Is(Value said, Value asked, string text) => said.Kind switch
    {
        ValueKind.Date => CalendarDay.Read(said.Text) is { } day && CalendarDay.Read(asked.Text) is { } wanted ? day.Is(wanted) : SameText(said, asked),
        ValueKind.Time => ClockTime.Read(said.Text) is { } time && ClockTime.Read(asked.Text) is { } at ? time.Is(at) : SameText(said, asked),
        _ when said.Amount is { } amount && asked.Amount is not null => Converted(asked, said) is { } wanted ? IsWithin(said, amount, wanted, text) : IsOtherCurrency(said, asked) && amount == asked.Amount ? false : null,
        ValueKind.Phone or ValueKind.Email or ValueKind.Url => SameText(said, asked) ?? false,
        _ => SameText(said, asked),
    };

    private static bool? Spans(Value from, Value to, Value asked) => asked.Kind switch
    {
        ValueKind.Date => CalendarDay.Read(from.Text) is { } first && CalendarDay.Read(to.Text) is { } last && CalendarDay.Read(asked.Text) is { } day ? first.Spans(last, day) : null,
        ValueKind.Time => ClockTime.Read(from.Text) is { } opens && ClockTime.Read(to.Text) is { } closes && ClockTime.Read(asked.Text) is { } time ? opens.Spans(closes, time) : null,
        // Within a range of prices or weights nobody knows which it is.
        _ => from.Amount is { } least && to.Amount is { } most && Converted(asked, to) is { } amount && (amount < least || amount > most) && Converted(from, to) == least ? false : null,
    };

    /// <summary>"Up to 10 kg" says nothing of 6 kg, but something of 12.</summary>
    private static bool? IsWithin(Value said, decimal amount, decimal wanted, string text)
    {
        var (before, after) = (text[..said.Start], text[said.End..]);
        if (From().Match(before) is { Success: true } from && Numerals.Parse(from.Groups["number"].Value, said.Mark) is { } least && least < amount)
            return wanted < least || wanted > amount ? false : null;
        if (AtMost().IsMatch(before) || OrLess().IsMatch(after))
            return wanted > amount ? false : wanted == amount ? true : null;
        if (AtLeast().IsMatch(before) || OrMore().IsMatch(after))
            return wanted < amount ? false : wanted == amount ? true : null;
        return wanted == amount;
    }

    /// <summary>In the unit of the other; null where that cannot be.</summary>
    private static decimal? Converted(Value value, Value into)
    {
        var (mine, other) = (FigureUnit.Of(value), FigureUnit.Of(into));
        if (mine.Name == other.Name || (value.Kind == ValueKind.Money && (mine.Name.Length == 0 || other.Name.Length == 0)))
            return value.Amount;
        // A month is no exact number of days.
        if (value.Kind == ValueKind.Money || Units.Find(mine.Written) is not { } unit || Units.Find(other.Written) is not { } wanted || unit.Kind != wanted.Kind || IsOfCalendar(unit) != IsOfCalendar(wanted))
            return null;
        return Math.Round((((value.Amount!.Value + unit.Offset) * unit.Factor / unit.Divisor * wanted.Divisor / wanted.Factor) - wanted.Offset), 6);
    }

    private static bool IsOtherCurrency(Value said, Value asked) => said.Kind == ValueKind.Money && FigureUnit.Of(said).Name != FigureUnit.Of(asked).Name;

    private static bool IsOfCalendar(Unit unit) => unit.Symbol is "months" or "years";

    /// <returns>Null where they are written otherwise: they may mean the same.</returns>
    private static bool? SameText(Value said, Value asked) => Plain(said) == Plain(asked) ? true : null;

    private static string Plain(Value value) => Normal.Of(value.Text).Replace(" ", "", StringComparison.Ordinal);

    [GeneratedRegex(@"^\s?(?:-|–|—|~|to|until|till|through|thru|bis|至|到)\s?(?:the\s)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Joins();

    [GeneratedRegex(@"(?<number>\d+(?:[.,]\d+)?)\s?(?:-|–|—|~|to|until|至|到)\s?$", RegexOptions.IgnoreCase)]
    private static partial Regex From();

    [GeneratedRegex(@"(?:\b(?:up to|at most|not more than|no more than|under|below|less than|within|max(?:imum|\.)?(?: of)?)|[<≤]|不超过|不足|少于|低于|最多)\s?$", RegexOptions.IgnoreCase)]
    private static partial Regex AtMost();

    [GeneratedRegex(@"(?:\b(?:over|above|more than|from|at least|min(?:imum|\.)?(?: of)?|exceeding)|[>≥]|超过|高于|多于|至少|满)\s?$", RegexOptions.IgnoreCase)]
    private static partial Regex AtLeast();

    [GeneratedRegex(@"^\s?(?:以下|以内|之内|or less\b|or under\b|and (?:under|below|less)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex OrLess();

    [GeneratedRegex(@"^\s?(?:以上|起|or more\b|or over\b|and (?:over|above|more|up)\b|\+)", RegexOptions.IgnoreCase)]
    private static partial Regex OrMore();
}
