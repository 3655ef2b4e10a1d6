using Assistant.Agent.Extractive.Layout;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Values;
using Assistant.Agent.Extractive.Words;

namespace Assistant.Agent.Extractive.Scoring;

/// <summary>How well a passage holds the kind of value that is asked for, and which of its values that is.</summary>
internal static class TypeFit
{
    /// <summary>An entry of a calendar: its day or its time stands in its column's or its row's name.</summary>
    private const double LabelledFit = 0.7;

    /// <returns>0 to 1, and the value; null when the whole text is the answer.</returns>
    public static (double Fit, Value? Value) Of(Question question, Passage passage)
    {
        if (question.Form == QuestionForm.Why)
            return (Reasons.Gives(passage.Text) ? 0.9 : HasNews(question, passage) ? 0.5 : 0.2, null);
        if (question.Wanted.Count == 0)
            return (HasNews(question, passage) ? 0.6 : 0.2, null);
        var (best, found) = (0.0, default(Value));
        foreach (var (rank, kind) in question.Wanted.Index())
        {
            var (fit, value) = Of(kind, question, passage);
            fit *= 1 - 0.05 * rank;
            if (fit > best)
                (best, found) = (fit, value);
        }
        return (best, found);
    }

    private static (double, Value?) Of(ValueKind kind, Question question, Passage passage)
    {
        if (kind is ValueKind.Person or ValueKind.Organisation or ValueKind.Place && IsBareValue(passage))
            return (0.1, null);
        switch (kind)
        {
            case ValueKind.Person:
                return (Math.Max(Names.Person(Body(passage), name => IsKnown(question, name)), Math.Max(0.8 * LabelSays(passage, "person"), Names.HasRole(passage.Text) && !Names.HasRole(question.Text) ? 0.6 : 0)), null);
            case ValueKind.Organisation:
                return (Math.Max(Names.Organisation(Body(passage), name => IsKnown(question, name)), 0.8 * LabelSays(passage, "org")), null);
            case ValueKind.Place:
                return (Math.Max(Names.Place(Body(passage), name => IsKnown(question, name)), 0.8 * LabelSays(passage, "place")), null);
            default:
                break;
        }
        var (best, found) = (kind is ValueKind.Date or ValueKind.Time && passage.Place is not null && ValueFinder.Find(passage.Label).Exists(v => v.Kind == kind) ? LabelledFit : 0.0, default(Value));
        foreach (var value in passage.Values)
        {
            var fit = (kind == ValueKind.Quantity && question.Measure != Measure.Any ? Measured(question, passage, value) : Fit(kind, value, passage)) * (IsInQuestion(question, value) ? 0.3 : 1) * Counted(question, passage, value);
            if (fit > best)
                (best, found) = (fit, value);
        }
        return (best, found);
    }

    /// <summary>The text behind its own label: "吉他：费一鸣".</summary>
    private static string Body(Passage passage) =>
        passage.Label.Length > 0 && passage.Text.StartsWith(passage.Label, StringComparison.Ordinal) && passage.Text.Length > passage.Label.Length + 1 ? passage.Text[passage.Label.Length..].TrimStart(':', '：', ' ') : passage.Text;

    /// <summary>The label names a concept whose values are of the kind asked for.</summary>
    public static bool LabelIsOfKind(Question question, Passage passage)
    {
        foreach (var kind in question.Wanted)
        {
            if (passage.Label.Length > 0 && LabelSays(passage, Kinds.Name(kind)) > 0)
                return true;
        }
        return false;
    }

    /// <summary>Every word of the label is a general word for the kind asked for.</summary>
    public static bool LabelIsKindAlone(Question question, Passage passage)
    {
        if (passage.Label.Length == 0 || passage.Kind == PassageKind.Name)
            return false;
        var units = QuestionUnits.Of(passage.Label, passage.LabelTerms);
        return units.Count > 0 && units.All(unit => question.Wanted.Any(kind => unit.Concepts.Any(concept => Kinds.IsGeneral(concept, kind))));
    }

    /// <summary>A weight in kilograms, a height in metres; a bare number only under a label that says so.</summary>
    private static double Measured(Question question, Passage passage, Value value) => value.Kind switch
    {
        ValueKind.Quantity => Measures.Fits(question.Measure, value.Unit) ? 1 : 0.1,
        ValueKind.Percent => question.Measure == Measure.Data ? 0.4 : 0,
        ValueKind.Number => LabelSays(passage, "quantity") > 0 || question.Measure == Measure.Age ? 0.8 : 0.15,
        ValueKind.Duration => question.Measure == Measure.Age ? 0.9 : 0,
        _ => 0,
    };

    /// <summary>"How many keys" wants a whole number, beside "keys" where the sentence has both.</summary>
    private static double Counted(Question question, Passage passage, Value value)
    {
        if (question.Form == QuestionForm.HowMany && value.Amount is { Scale: > 1 })
            return 0.7;
        if (question.Counted is not { } noun || passage.Kind == PassageKind.Cell)
            return 1;
        var nearest = int.MaxValue;
        foreach (var word in passage.TextTerms.Words)
        {
            if (noun.IsHan ? noun.Text.StartsWith(word.Text, StringComparison.Ordinal) : word.Stem == noun.Stem)
                nearest = Math.Min(nearest, word.Start >= value.End ? word.Start - value.End : Math.Max(0, value.Start - word.End));
        }
        return nearest <= 30 ? 1 : nearest < int.MaxValue ? 0.85 : 0.75;
    }

    private static double Fit(ValueKind wanted, Value value, Passage passage)
    {
        if (wanted == value.Kind)
            return value.Kind == ValueKind.Date && !value.Text.Any(char.IsAsciiDigit) ? 0.9 : 1;
        return (wanted, value.Kind) switch
        {
            (ValueKind.Money, ValueKind.Number) => IsYear(value) && value.Text.Length == 4 ? 0.4 : LabelSays(passage, "money") > 0 || HasCents(value.Text) ? 0.9 : 0.3,
            (ValueKind.Money, ValueKind.Percent) => 0.2,
            (ValueKind.Percent, ValueKind.Number) => LabelSays(passage, "percent") > 0 ? 0.8 : 0.3,
            (ValueKind.Date, ValueKind.Time) => 0.1,
            (ValueKind.Date, ValueKind.Number) => IsYear(value) ? 0.85 : LabelSays(passage, "date") > 0 || IsDayOfMonth(passage, value) ? 0.75 : 0.1,
            (ValueKind.Date, ValueKind.Duration) => 0.4,
            (ValueKind.Time, ValueKind.Date) => 0.2,
            (ValueKind.Duration, ValueKind.Number or ValueKind.Quantity) => LabelSays(passage, "duration") > 0 ? 0.8 : 0.25,
            (ValueKind.Duration, ValueKind.Percent) => 0,
            (ValueKind.Quantity, ValueKind.Number) => LabelSays(passage, "quantity") > 0 ? 0.8 : LabelSays(passage, "number") > 0 ? 0.75 : 0.5,
            (ValueKind.Quantity, ValueKind.Percent or ValueKind.Duration) => 0.4,
            (ValueKind.Number, ValueKind.Quantity) => 0.8,
            (ValueKind.Number, ValueKind.Duration or ValueKind.Percent or ValueKind.Money) => 0.5,
            (ValueKind.Number, ValueKind.Code) => 0.3,
            (ValueKind.Number, ValueKind.Date) => 0.15,
            (ValueKind.Code, ValueKind.Number) => LabelSays(passage, "code") > 0 ? 0.9 : 0.7,
            (ValueKind.Code, ValueKind.Phone or ValueKind.Quantity) => 0.6,
            (ValueKind.Phone, ValueKind.Number or ValueKind.Code) => LabelSays(passage, "phone") > 0 || passage.TextTerms.HasConcept(Kinds.Of("phone")) ? 0.9 : 0,
            _ => 0,
        };
    }

    /// <summary>1 when the label names a concept whose values look so.</summary>
    private static double LabelSays(Passage passage, string kind) => passage.LabelTerms.HasConcept(Kinds.Of(kind)) && LabelMeans(passage.LabelTerms, Kinds.Of(kind)) ? 1 : 0;

    /// <summary>Not by a word like "from" alone within a longer text.</summary>
    private static bool LabelMeans(Terms label, IReadOnlyList<int> concepts) =>
        label.Words.Count <= 2 || label.Spans.Any(span => span.Concepts.Any(concepts.Contains) && (span.Length > 1 || !WordLists.IsStopWord(label.Words[span.Start].Text)));

    /// <summary>A date, an amount or a number and nothing else is the name of nobody.</summary>
    private static bool IsBareValue(Passage passage) => passage.Values.Any(v => v.Kind is not (ValueKind.Code or ValueKind.Place or ValueKind.Person) && v.Length * 3 > passage.Text.Length * 2);

    private static bool HasCents(string text) => text.Length > 3 && text[^3] is '.' or ',';

    private static bool IsYear(Value value) => value.Amount is >= 1000 and <= 2100 && value.Length == 4;

    private static bool IsDayOfMonth(Passage passage, Value value) => value.Amount is >= 1 and <= 31 && passage.Text.Trim().Length <= 3;

    private static bool IsInQuestion(Question question, Value value) => question.Terms.Words.Any(w => w.HasDigit) && question.Text.Contains(value.Text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Every word of the name stands in the question.</summary>
    private static bool IsKnown(Question question, string name)
    {
        foreach (var word in WordSplitter.Split(name))
        {
            if (!(word.IsHan ? question.Terms.HasHan(word.Text) : question.Terms.HasStem(word.Stem) || WordLists.IsStopWord(word.Text)))
                return false;
        }
        return true;
    }

    /// <summary>The text says something that the question does not.</summary>
    private static bool HasNews(Question question, Passage passage)
    {
        var (known, all) = (0, 0);
        foreach (var word in passage.TextTerms.Words)
        {
            all++;
            known += word.IsHan ? question.Terms.HasHan(word.Text) ? 1 : 0 : question.Terms.HasStem(word.Stem) || WordLists.IsStopWord(word.Text) ? 1 : 0;
        }
        return all > known;
    }
}

/// <summary>Concepts by the kind of value that stands under such a label.</summary>
internal static class Kinds
{
    private static readonly Dictionary<string, int[]> s_byKind = Lexicon.Default.Concepts.Index().Where(c => c.Item.Kind.Length > 0).GroupBy(c => c.Item.Kind).ToDictionary(g => g.Key, g => g.Select(c => c.Index).ToArray());

    private static readonly HashSet<string> s_general = ["price", "amount", "pay", "fee", "date", "time", "duration", "name", "person", "place", "quantity", "count", "percentage", "email", "phone", "website", "address", "number", "company", "size", "frequency", "arrival", "event"];

    /// <summary>A concept that says no more than the kind of value ("cost", "date", "called").</summary>
    public static bool IsGeneral(int concept, Values.ValueKind kind)
    {
        var known = Lexicon.Default.Concepts[concept];
        return s_general.Contains(known.Name) && (known.Kind == Name(kind) || (known.Name is "pay" && kind == Values.ValueKind.Money) || (known.Name is "size" or "count" && kind is Values.ValueKind.Quantity or Values.ValueKind.Number));
    }

    public static string Name(Values.ValueKind kind) => kind == Values.ValueKind.Organisation ? "org" : kind.ToString().ToLowerInvariant();

    public static int[] Of(string kind) => s_byKind.GetValueOrDefault(kind, []);
}
