using Assistant.Agent.Asking;
using Assistant.Agent.Extractive.Calculations;
using Assistant.Agent.Extractive.Layout;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Values;
using Assistant.Agent.Extractive.Words;
using Assistant.Memory;
using Microsoft.Extensions.Options;

namespace Assistant.Agent.Extractive.Scoring;

/// <summary>
/// Which attachment a question means where several answer it about equally well and differently. What the question names decides, then what was spoken of last; where neither does, it is for the person to say.
/// Only values that can be compared make a choice (amounts, dates, names, fields of the same label): two texts that both speak of something are no two answers.
/// </summary>
internal sealed class AttachmentChoice(PassageRanking ranking, IOptions<AskBackOptions> options)
{
    private const int MostChoices = 6;

    // What the question names may be further behind: nothing in a file says its own name.
    private const double NamedReach = 4;

    /// <param name="ranked">Over all attachments, best first.</param>
    /// <param name="last">The turn before; null for none.</param>
    /// <returns>None when the best candidate stands, one that takes its place, or the best of each attachment to choose among, in the order in which they came.</returns>
    public async Task<IReadOnlyList<Candidate>> AmongAsync(Question question, IReadOnlyList<Candidate> ranked, IReadOnlyList<EvidenceIndex> read, RememberedTurn? last, CancellationToken cancellationToken)
    {
        if (read.Count < 2 || ranked.Count < 2 || options.Value.ChoiceMargin <= 0 || !AsksOneThing(question))
            return [];
        var best = ranked[0];
        var rivals = ranked.DistinctBy(c => c.Passage.Evidence.Id).Where(c => c.Score >= best.Score - Reach(c, question)).Where(c => ReferenceEquals(c, best) || IsAnother(c, best)).ToList();
        if (rivals.Count < 2)
            return [];
        var answers = await ByItselfAsync(question, rivals, read, cancellationToken);
        if (answers.Count < 2 || answers.TrueForAll(c => IsSame(c, answers[0])))
            return [];
        var named = Most(answers, c => NamedSource.WordsOf(c.Passage.Evidence, question.Text));
        var spokenOf = Most(named, c => last?.EvidenceIds.Contains(c.Passage.Evidence.Id) == true ? 1 : 0);
        return spokenOf.TrueForAll(c => IsSame(c, spokenOf[0])) ? [spokenOf[0]] : [.. spokenOf.Take(MostChoices)];
    }

    private double Reach(Candidate candidate, Question question) => options.Value.ChoiceMargin * (NamedSource.WordsOf(candidate.Passage.Evidence, question.Text) > 0 ? NamedReach : 1);

    /// <summary>"Which is cheaper" is about all of them, and reasons and lists have no one value.</summary>
    private static bool AsksOneThing(Question question) =>
        question.Form is not (QuestionForm.YesNo or QuestionForm.List or QuestionForm.Why or QuestionForm.How or QuestionForm.Definition or QuestionForm.Statement)
        && !AttachmentComparison.Compares(question);

    /// <summary>As it will be answered when it is chosen: alone, and surely enough.</summary>
    private async Task<List<Candidate>> ByItselfAsync(Question question, List<Candidate> rivals, IReadOnlyList<EvidenceIndex> read, CancellationToken cancellationToken)
    {
        var answers = new List<Candidate>();
        foreach (var index in read.Where(index => rivals.Exists(c => c.Passage.Evidence.Id == index.Evidence.Id)))
        {
            var alone = await ranking.RankAsync(question, [index], cancellationToken);
            if (Confidence.IsEnough(question, alone))
                answers.Add(alone[0]);
        }
        return answers;
    }

    /// <summary>Those with the most of something; all when none has any.</summary>
    private static List<Candidate> Most(List<Candidate> candidates, Func<Candidate, int> of)
    {
        var most = candidates.Max(of);
        return most == 0 ? candidates : [.. candidates.Where(c => of(c) == most)];
    }

    private static bool IsAnother(Candidate other, Candidate best) => (other.Value, best.Value) switch
    {
        ({ } theirs, { } mine) => theirs.Kind == mine.Kind && other.Fit >= 0.5 && !IsSame(other, best),
        (null, null) => IsField(other) && IsField(best) && Normal.Of(other.Passage.Label) == Normal.Of(best.Passage.Label) && !IsSame(other, best),
        _ => false,
    };

    private static bool IsField(Candidate candidate) => candidate.Passage.Kind is PassageKind.Field or PassageKind.Cell && candidate.Passage.Label.Length > 0;

    private static bool IsSame(Candidate one, Candidate other) => (one.Value, other.Value) switch
    {
        ({ Amount: { } first, Kind: not (ValueKind.Code or ValueKind.Date or ValueKind.Phone) } a, { Amount: { } second } b) => first == second && Normal.Of(a.Unit) == Normal.Of(b.Unit),
        ({ } a, { } b) => Squeezed(a.Text) == Squeezed(b.Text),
        _ => Squeezed(one.Passage.Text) == Squeezed(other.Passage.Text),
    };

    /// <summary>A reader of pictures may see another space.</summary>
    private static string Squeezed(string text) => string.Concat(Normal.Of(text).Where(c => !char.IsWhiteSpace(c)));
}
