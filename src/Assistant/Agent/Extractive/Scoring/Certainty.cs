using Assistant.Agent.Extractive.Calculations;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Values;
using Assistant.Agent.Extractive.Words;

namespace Assistant.Agent.Extractive.Scoring;

/// <summary>
/// What tells whether the best passage answers the question or only resembles it: its score, how far it stands out from the next, whether all that the question names is in the evidence at all.
/// Numbers of about 0 to 1 in the order of <see cref="Names"/>, weighed by a logistic model that was fitted on the best passages of questions with and without an answer.
/// </summary>
internal static class Certainty
{
    private const double FarAhead = 5;
    private const double NoSuchValue = 0.45;
    private const int FewestCompared = 4;

    public static readonly string[] Names =
    [
        "constant", "score", "ahead of the next", "absent from all evidence", "focus missing", "nearness", "nearness: of the label", "nearness: behind the nearest", "asks a value", "asks a name",
        "fit", "covered", "covered by text and label", "largest gap", "names missing", "label is of the kind", "label is the kind alone", "is a sentence", "ahead, a value", "words (BM25)", "ahead, a name", "asks a comparison", "focus absent from all evidence", "is a title", "no such value in it", "label names another thing", "another thing, focus missing", "is a question itself", "text: nearness above the others'", "text: nearness above the others', a sentence", "text: covered and near", "text: words and nearness agree",
    ];

    /// <param name="ranked">Best first; not empty.</param>
    public static double[] Of(Question question, IReadOnlyList<Candidate> ranked)
    {
        var best = ranked[0];
        var kind = question.Wanted.Count > 0 ? question.Wanted[0] : ValueKind.Any;
        var asksName = kind is ValueKind.Person or ValueKind.Place or ValueKind.Organisation;
        var asksValue = kind != ValueKind.Any && !asksName;
        var next = ranked.FirstOrDefault(c => IsAnother(c, best));
        var ahead = Math.Clamp((best.Score - (next?.Score ?? -FarAhead)) / FarAhead, 0, 1);
        // In a picture all lie near: its words are few and of one matter.
        var isText = best is { Semantic: not null, Passage.Evidence.Kind: not Perception.EvidenceKind.Image };
        var above = isText ? Above(ranked, best) : 0;
        return
        [
            1, Math.Clamp(best.Score, -6, 8) / 4, ahead, best.Absent, best.FocusMissing, best.Semantic ?? 0, best.LabelSemantic ?? 0, best.Behind, asksValue ? 1 : 0, asksName ? 1 : 0,
            best.Fit, best.Coverage, best.Direct, best.Gap, best.NamesMissing, TypeFit.LabelIsOfKind(question, best.Passage) ? 1 : 0, best.LabelIsKindAlone ? 1 : 0,
            best.Passage.Kind == Layout.PassageKind.Sentence ? 1 : 0, asksValue ? ahead : 0, best.Lexical, asksName ? ahead : 0, AsksComparison(question, best) ? 1 : 0, best.FocusAbsent, best.Passage.IsTitle ? 1 : 0, asksValue && best.Fit < NoSuchValue ? 1 : 0, best.LabelOther, best.LabelOther * best.FocusMissing, best.Passage.IsQuestion ? 1 : 0,
            above, best.Passage.Kind == Layout.PassageKind.Sentence ? above : 0, isText ? best.Direct * best.Semantic!.Value : 0, isText && best is { Lexical: >= 0.999, Behind: <= 0.001 } ? 1 : 0,
        ];
    }

    /// <summary>How many standard deviations its nearness in meaning lies above the mean of all compared, by four; 0 where too few were compared.</summary>
    private static double Above(IReadOnlyList<Candidate> ranked, Candidate best)
    {
        var near = ranked.Where(c => c.Semantic is not null).Select(c => c.Semantic!.Value).ToList();
        if (near.Count < FewestCompared)
            return 0;
        var mine = best.Semantic!.Value;
        var mean = near.Average();
        var deviation = Math.Sqrt(near.Sum(n => (n - mean) * (n - mean)) / near.Count);
        return deviation < 0.01 ? 0 : Math.Clamp((mine - mean) / deviation / 4, -1, 1.5);
    }

    /// <summary>The question wants the greatest or the least of several, which could not be worked out, and the passage says nothing of the kind.</summary>
    private static bool AsksComparison(Question question, Candidate best) =>
        Operations.Of(Normal.Of(question.Plain)) is Operation.Greatest or Operation.Least && Operations.Of(Normal.Of(best.Passage.Spoken)) is not (Operation.Greatest or Operation.Least);

    /// <summary>Says something else, in another place.</summary>
    private static bool IsAnother(Candidate other, Candidate best) =>
        other.Passage.Text != best.Passage.Text && !(other.Passage.Evidence == best.Passage.Evidence && other.Passage.Parts.Any(p => best.Passage.Parts.Any(b => b.Block == p.Block)));
}
