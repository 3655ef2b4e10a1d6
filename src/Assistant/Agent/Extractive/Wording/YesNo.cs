using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Scoring;
using Assistant.Agent.Extractive.Values;
using Assistant.Agent.Extractive.Words;
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
        foreach (var value in asked)
        {
            var rivals = best.Passage.Values.Where(v => v.Kind == value.Kind).ToList();
            if (rivals.Count > 0)
                return rivals.Exists(v => Same(v, value));
        }
        return asked.Count > 0 ? null : !Negation().IsMatch(best.Passage.Text);
    }

    private static bool Same(Value a, Value b) => a.Amount is { } x && b.Amount is { } y ? x == y : Normal.Of(a.Text).Replace(" ", "", StringComparison.Ordinal) == Normal.Of(b.Text).Replace(" ", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(?:not|no|never|none|nobody|without|cannot|neither|nor|except|excluded|forbidden|prohibited)\b|n't\b|不|没|无|未|禁止|除外|除了", RegexOptions.IgnoreCase)]
    private static partial Regex Negation();
}
