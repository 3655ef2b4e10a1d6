using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Calculations;
using Assistant.Agent.Extractive.Layout;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Scoring;
using Assistant.Agent.Extractive.Values;
using Match = Assistant.Agent.Extractive.Scoring.Match;

namespace Assistant.Agent.Extractive.Wording;

/// <summary>Whether a passage decides a yes-or-no question: it speaks of everything asked and says so, denies it, or names another value.</summary>
internal static partial class YesNo
{
    private const double Covers = 0.8;

    /// <returns>Null when it does not decide.</returns>
    public static bool? Decide(Question question, Candidate best)
    {
        var asked = ValueFinder.Find(question.Text).Where(v => v.Kind is not (ValueKind.Code or ValueKind.Any)).ToList();
        var (covered, total) = (0.0, 1e-6);
        foreach (var unit in question.Units.Where(u => !asked.Exists(v => v.Text.Contains(u.Text, StringComparison.OrdinalIgnoreCase))))
        {
            total += unit.Weight;
            covered += unit.Weight * Math.Max(Match.Of(unit, best.Passage.TextTerms), Match.Of(unit, best.Passage.LabelTerms));
        }
        if (covered / total < Covers || Negation().IsMatch(question.Text))
            return null;
        if (asked.Count == 0)
            return !Negation().IsMatch(best.Passage.Text);
        return Named(asked, best.Passage) is not true and var verdict ? verdict : Negation().IsMatch(best.Passage.Text) || Closed().IsMatch(best.Passage.Text) ? null : true;
    }

    /// <summary>Whether the passage names the values asked after; those of a kind that it has none of decide nothing.</summary>
    private static bool? Named(List<Value> asked, Passage passage)
    {
        var verdicts = asked.Select(value => (Value: value, Rivals: passage.Values.Where(v => v.Kind == value.Kind).ToList())).Where(each => each.Rivals.Count > 0)
            .Select(each => (each.Value.Kind, Several: each.Rivals.Count > 2, Is: ValueComparison.IsAmong(each.Value, each.Rivals, passage.Text))).ToList();
        if (verdicts.Exists(each => each.Is == false))
            return false;
        // Which hours belong to which day is not known here.
        if (verdicts.Count == 0 || verdicts.Exists(each => each.Is is null) || (verdicts.Exists(each => each.Several) && verdicts.DistinctBy(each => each.Kind).Count() > 1))
            return null;
        return true;
    }

    [GeneratedRegex(@"\b(?:not|no|never|none|nobody|without|cannot|neither|nor|except|excluded|forbidden|prohibited)\b|n't\b|不|没|无|未|禁止|除外|除了", RegexOptions.IgnoreCase)]
    private static partial Regex Negation();

    [GeneratedRegex(@"\bclosed\b|休息|关闭|停业", RegexOptions.IgnoreCase)]
    private static partial Regex Closed();
}
