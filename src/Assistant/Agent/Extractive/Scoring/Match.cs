using Assistant.Agent.Extractive.Layout;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Words;

namespace Assistant.Agent.Extractive.Scoring;

/// <summary>How surely a text speaks of one thing that the question asks about: 1 the word itself, less for its neighbours in spelling and meaning, 0 not at all.</summary>
internal static class Match
{
    private const double SameConcept = 0.8;
    private const double InRow = 0.85;
    private const double Nearby = 0.4;
    private const double MeantFromBefore = 0.7;

    public static double Of(QuestionUnit unit, Passage passage) =>
        Math.Max(Math.Max(Of(unit, passage.TextTerms), Of(unit, passage.LabelTerms)), Math.Max(Math.Max(InRow * Of(unit, passage.RowTerms), Nearby * Of(unit, passage.NearTerms)), (passage.LeansBack ? MeantFromBefore : Nearby) * Of(unit, passage.BeforeTerms)));

    /// <summary>"Cost" is spoken of by an amount of money, "called" by a name: a general word for the kind of value needs no word of its own.</summary>
    public static double ByKind(QuestionUnit unit, Question question, double fit)
    {
        if (fit < 0.75)
            return 0;
        foreach (var concept in unit.Concepts)
        {
            foreach (var wanted in question.Wanted)
            {
                if (Kinds.IsGeneral(concept, wanted))
                    return 0.75 * fit;
            }
        }
        return 0;
    }

    public static double Of(QuestionUnit unit, Terms terms)
    {
        if (terms.Words.Count == 0)
            return 0;
        if (unit.IsHan)
            return Math.Max(Han(unit, terms), terms.HasConcept(unit.Concepts) ? SameConcept : 0);
        if (unit.Stem.Length > 0 && terms.HasStem(unit.Stem))
            return 1;
        if (terms.HasConcept(unit.Concepts))
            return SameConcept;
        if (unit.Stem.Length == 0)
            return 0;
        if (unit.Root.Length > 0 && terms.HasRoot(unit.Root))
            return 0.9;
        return terms.HasJoined(unit.Text) ? 0.9 : terms.Near(unit.Stem);
    }

    /// <summary>The share of its pairs of characters that the text has.</summary>
    private static double Han(QuestionUnit unit, Terms terms)
    {
        if (terms.HasHan(unit.Text))
            return 1;
        if (unit.Text.Length < 3)
            return 0;
        var found = 0;
        for (var i = 0; i + 1 < unit.Text.Length; i++)
            found += terms.HasHan(unit.Text.Substring(i, 2)) ? 1 : 0;
        return 0.9 * found / (unit.Text.Length - 1);
    }
}
