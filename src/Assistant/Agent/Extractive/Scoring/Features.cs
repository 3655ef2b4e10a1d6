using Assistant.Agent.Extractive.Layout;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Values;

namespace Assistant.Agent.Extractive.Scoring;

/// <summary>What is known of a passage as the answer to a question, as numbers of about 0 to 1 in the order of <see cref="Names"/>.</summary>
internal static class Features
{
    public static readonly string[] Names =
    [
        "constant", "asks a value", "asks a name", "value fits", "name fits", "text is news", "value: covered", "name: covered", "free: covered", "covered by text and label", "words (BM25)",
        "label is named", "label is of the kind", "only value of the kind", "nearness in meaning", "largest gap", "names missing", "is a heading", "is a sentence", "is a cell", "fits and covered", "gap in a name question", "gap in a free question", "value: nearness", "a value not asked for",
        "focus missing", "label is the kind alone", "nearness: of the label", "nearness: behind the nearest", "kind alone and only one", "is a title", "no such value in it", "label names another thing", "is a question itself", "heads a letter",
    ];

    public static double[] Of(Question question, Candidate c, double textAndLabel, double gap, double namesMissing, bool only)
    {
        var kind = question.Wanted.Count > 0 ? question.Wanted[0] : ValueKind.Any;
        var asksName = kind is ValueKind.Person or ValueKind.Place or ValueKind.Organisation;
        var asksValue = kind != ValueKind.Any && !asksName;
        var free = !asksName && !asksValue;
        var semantic = c.Semantic ?? 0;
        return
        [
            1, If(asksValue, 1), If(asksName, 1), If(asksValue, c.Fit), If(asksName, c.Fit), If(free, c.Fit), If(asksValue, c.Coverage), If(asksName, c.Coverage), If(free, c.Coverage), textAndLabel, c.Lexical,
            c.Naming, If(TypeFit.LabelIsOfKind(question, c.Passage), 1), If(only, 1), semantic, gap, namesMissing, If(c.Passage.Kind == PassageKind.Name, 1), If(c.Passage.Kind == PassageKind.Sentence, 1),
            If(c.Passage.Kind == PassageKind.Cell, 1), c.Fit * c.Coverage, If(asksName, gap), If(free, gap), If(asksValue, semantic), If(free && question.Form is QuestionForm.What or QuestionForm.Which or QuestionForm.List && IsBareValue(c.Passage), 1),
            c.FocusMissing, If(c.LabelIsKindAlone, 1), c.LabelSemantic ?? 0, c.Behind, If(c.LabelIsKindAlone && only, 1), If(c.Passage.IsTitle, 1), If(asksValue && c.Fit < 0.45, 1), c.LabelOther, If(c.Passage.IsQuestion, 1), If(HeadsALetter(question, c.Passage), 1),
        ];
    }

    /// <summary>Who wrote a mail and when, where something else is asked.</summary>
    private static bool HeadsALetter(Question question, Passage passage) => passage.IsEnvelope && !Messages.IsAbout(Words.Normal.Of(question.Plain));

    private static bool IsBareValue(Passage passage) => passage.Values.Any(v => v.Kind is ValueKind.Date or ValueKind.Money or ValueKind.Phone or ValueKind.Email && v.Length * 2 > passage.Text.Length);

    private static double If(bool holds, double value) => holds ? value : 0;
}
