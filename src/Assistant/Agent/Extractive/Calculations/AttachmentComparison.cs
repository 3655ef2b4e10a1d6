using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Scoring;
using Assistant.Agent.Extractive.Values;
using Assistant.Agent.Extractive.Words;
using Assistant.Agent.Extractive.Wording;
using Assistant.Tools.Arithmetic;
using Assistant.Tools.Dates;

namespace Assistant.Agent.Extractive.Calculations;

/// <summary>"Which of the two is cheaper?", "add up both": the same figure found in each attachment, then compared or added.</summary>
internal sealed partial class AttachmentComparison(PassageRanking ranking)
{
    private const int MostCompared = 20;

    /// <summary>The question speaks of several attachments, or of the greatest, the least or the difference.</summary>
    public static bool Compares(Question question) => Normal.Of(question.Plain) is var text
        && (SpeaksOfAttachments().IsMatch(text) || Operations.Of(text) is Operation.Average or Operation.Difference or Operation.Greatest or Operation.Least);

    /// <returns>False when the question compares no attachments, or too few of them hold the figure.</returns>
    public async Task<bool> TryAnswerAsync(AnswerDraft draft, Question question, IReadOnlyList<EvidenceIndex> indexes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var text = Normal.Of(question.Plain);
        var operation = Operations.Of(text);
        if (indexes.Count is < 2 or > MostCompared || operation is Operation.None or Operation.Count || !SpeaksOfAttachments().IsMatch(text))
            return false;
        var dates = Dates().IsMatch(text);
        var found = new List<Figures>();
        foreach (var index in indexes)
        {
            foreach (var sub in SubQuestions(question, dates))
            {
                var ranked = await ranking.RankAsync(QuestionReader.Read(sub), [index], cancellationToken);
                var best = ranked.Where(c => c.Score > 0).Select(c => dates ? OfDate(c, index, now) : OfAmount(c)).FirstOrDefault(figures => figures is not null);
                if (best is null)
                    continue;
                found.Add(best);
                break;
            }
        }
        if (found.Count < 2 || (!dates && found.Select(f => FigureUnit.Of(f.Best.Value!).Name).Distinct().Count() > 1))
            return false;
        if (!dates)
            found = AsMeant(found, indexes);
        Say(draft, operation, found, indexes.Count - found.Count);
        return true;
    }

    private static void Say(AnswerDraft draft, Operation operation, List<Figures> found, int without)
    {
        var chosen = operation == Operation.Least ? found.MinBy(f => f.Amount)! : found.MaxBy(f => f.Amount)!;
        var result = operation switch
        {
            Operation.Sum => found.Sum(f => f.Amount),
            Operation.Average => found.Sum(f => f.Amount) / found.Count,
            Operation.Difference => found.Max(f => f.Amount) - found.Min(f => f.Amount),
            _ => 0m,
        };
        var unit = FigureUnit.Of(found[0].Best.Value!).Written;
        draft.Say(operation is Operation.Greatest or Operation.Least
            ? $"**{Markdown.Escape(chosen.Best.Passage.Evidence.Source)}**: {Markdown.Escape(chosen.Best.Value!.Text.Trim())} {draft.Cite(chosen.Best.Passage, chosen.Best.Value.Start)}"
            : $"**{QuantityText.Of(result, unit, Operations.PlacesSaid)}**");
        draft.Say(string.Join('\n', found.Select(f => $"- {Markdown.Escape(f.Best.Passage.Evidence.Source)}: {Markdown.Escape(f.Best.Passage.Spoken)} {draft.Cite(f.Best.Passage, f.Best.Value!.Start)}{(f.Read is { } read ? Phrases.ReadAs(read, draft.Language) : "")}")));
        if (without > 0)
            draft.Say(Phrases.Pick(draft.Language, $"In {without} more I found no such figure.", $"另外 {without} 个附件中没有找到这样的数字。"));
    }

    /// <summary>What the question names, then the total of each.</summary>
    private static IEnumerable<string> SubQuestions(Question question, bool dates)
    {
        var topic = string.Join(' ', question.Units.Where(u => u.Weight > 0.3 && !Operations.IsItsWord(u.Text) && !SpeaksOfAttachments().IsMatch(u.Text)).Select(u => u.Text));
        if (topic.Length > 0)
            yield return dates ? $"When is the {topic}?" : $"How much is the {topic}?";
        yield return dates ? "When is the due date?" : "What is the total amount to pay?";
        yield return dates ? "What is the date?" : "What is the price?";
    }

    private static Figures? OfDate(Candidate candidate, EvidenceIndex index, DateTimeOffset now) =>
        candidate.Value is { Kind: ValueKind.Date } value && index.Dates.Read(value.Text, now) is { } read ? new(candidate, read.Date.DayNumber) { Read = read } : null;

    private static Figures? OfAmount(Candidate candidate) =>
        candidate.Value is { Kind: ValueKind.Money or ValueKind.Number or ValueKind.Quantity or ValueKind.Percent, Amount: { } amount } ? new(candidate, amount) : null;

    /// <summary>"€1.200" is more than a thousand where the other amounts of its attachment are written "999,00", or else those that it is compared with.</summary>
    private static List<Figures> AsMeant(List<Figures> found, IReadOnlyList<EvidenceIndex> indexes)
    {
        var among = DecimalMarks.Agreed(found.Select(f => f.Best.Value!.Mark));
        return found.ConvertAll(f =>
        {
            var value = f.Best.Value!;
            if (value.Mark != DecimalMark.Open || !value.Text.Any(c => c is '.' or ','))
                return f;
            var own = DecimalMarks.Agreed(indexes.Where(index => index.Evidence.Id == f.Best.Passage.Evidence.Id).SelectMany(index => index.Passages).SelectMany(passage => passage.Values).Where(v => v.Kind == ValueKind.Money).Select(v => v.Mark));
            return f with { Amount = ValueFinder.Find(value.Text, own == DecimalMark.Open ? among : own).Find(v => v.Kind == value.Kind)?.Amount ?? f.Amount };
        });
    }

    private sealed record Figures(Candidate Best, decimal Amount)
    {
        /// <summary>Of a date; null for an amount.</summary>
        public DateReading? Read { get; init; }
    }

    [GeneratedRegex(@"\b(?:which|what)\s(?:one|of (?:the|these|those|them)|file|offer|quote|quotation|invoice|bill|document|picture|contract|letter|receipt|attachment|is (?:the )?(?:cheaper|cheapest|higher|lower|more expensive|later|earlier))\b|\b(?:both|two|all (?:of )?(?:them|the|these)|together|compare|they|them|each)\b|哪[一]?[个份张家封]|两[个份张家]|都|一起|这些|它们|比较")]
    private static partial Regex SpeaksOfAttachments();

    [GeneratedRegex(@"\b(?:earlier|later|earliest|latest|sooner|newer|newest|older|oldest|date)\b|[早晚新旧]|日期")]
    private static partial Regex Dates();
}
