using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Scoring;
using Assistant.Agent.Extractive.Values;
using Assistant.Agent.Extractive.Words;
using Assistant.Agent.Extractive.Wording;
using Assistant.Tools.Dates;

namespace Assistant.Agent.Extractive.Calculations;

/// <summary>"How many days between the invoice date and the due date?", "how long until it is due?": dates found in the evidence, their difference worked out.</summary>
internal sealed partial class DateSpan(PassageRanking ranking)
{
    /// <returns>False when the question asks for no span, or its dates are not found.</returns>
    public async Task<bool> TryAnswerAsync(AnswerDraft draft, Question question, IReadOnlyList<EvidenceIndex> indexes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var text = Normal.Of(question.Plain);
        if (Between().Match(text) is { Success: true } between)
        {
            var from = await FindAsync(between.Groups["a"].Value, indexes, now, cancellationToken);
            var to = await FindAsync(between.Groups["b"].Value, indexes, now, cancellationToken);
            if (from is null || to is null || from.Date == to.Date)
                return false;
            Say(draft, from.Date, to.Date, $"{Quoted(draft, from)} → {Quoted(draft, to)}");
            return true;
        }
        if (Until().Match(text) is not { Success: true } until || await FindAsync(until.Groups["a"].Value, indexes, now, cancellationToken) is not { } end)
            return false;
        var today = DateOnly.FromDateTime(now.DateTime);
        Say(draft, today, end.Date, $"{Phrases.Pick(draft.Language, "today", "今天")}, {DateText.Write(today, draft.Language)} → {Quoted(draft, end)}");
        return true;
    }

    private async Task<Found?> FindAsync(string what, IReadOnlyList<EvidenceIndex> indexes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var sub = Normal.IsChinese(what) ? $"{what}是哪天？" : $"What is the date of {what}?";
        var ranked = await ranking.RankAsync(QuestionReader.Read(sub), indexes, cancellationToken);
        foreach (var candidate in ranked.Where(c => c.Score > -0.5).Take(5))
        {
            if (candidate.Value is { Kind: ValueKind.Date } value && indexes.First(index => index.Evidence.Id == candidate.Passage.Evidence.Id).Dates.Read(value.Text, now) is { } read)
                return new(candidate, read);
        }
        return null;
    }

    private static void Say(AnswerDraft draft, DateOnly from, DateOnly to, string how)
    {
        var days = DateCalculator.Difference(from, to).Days;
        draft.Say(days >= 0
            ? Phrases.Pick(draft.Language, $"**{days} {(days == 1 ? "day" : "days")}** ({how})", $"**{days} 天**（{how}）")
            : Phrases.Pick(draft.Language, $"**{-days} {(days == -1 ? "day" : "days")} ago** ({how})", $"**{-days} 天前**（{how}）"));
    }

    private static string Quoted(AnswerDraft draft, Found found) => $"{Markdown.Escape(found.Best.Passage.Spoken)} {draft.Cite(found.Best.Passage, found.Best.Value!.Start)}{Phrases.ReadAs(found.Read, draft.Language)}";

    private sealed record Found(Candidate Best, DateReading Read)
    {
        public DateOnly Date => Read.Date;
    }

    [GeneratedRegex(@"\b(?:days|long|weeks|time)\b.{0,30}\bbetween (?:the )?(?<a>.{2,60}?) and (?:the )?(?<b>.{2,60}?)\W*$|从?(?<a>.{2,20}?)(?:到|和|与|至)(?<b>.{2,20}?)(?:之间)?(?:有|相差|一共|共|隔)?(?:多少天|几天|多久)")]
    private static partial Regex Between();

    [GeneratedRegex(@"\bhow (?:many days|long|much time)\b(?:.{0,30}?\b(?:until|till|before)|(?: (?:is it|is there|are there|is|are|left|remains?|remaining|do (?:i|we) have))* to)\b (?:the )?(?<a>.{2,60}?)\W*$|(?:离|距离?|到)(?<a>.{2,20}?)(?:还有|还剩|有)(?:多少天|几天|多久)")]
    private static partial Regex Until();
}
