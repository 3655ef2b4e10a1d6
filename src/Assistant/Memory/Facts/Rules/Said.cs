using Assistant.Memory.Facts.Time;

namespace Assistant.Memory.Facts.Rules;

/// <summary>What tense and times make of a value.</summary>
internal static class Said
{
    /// <summary>It is so, perhaps since or until a time.</summary>
    public static Draft Now(Clause clause, string attribute, string value) =>
        new(clause.Subject, attribute, value, clause.IsCorrection ? StatementKind.Corrects : StatementKind.Holds, clause.When.Since ?? Future(clause), clause.When.Until);

    /// <summary>It began at the time named, else when it was said.</summary>
    public static Draft Begun(Clause clause, string attribute, string value) =>
        Now(clause, attribute, value) with { From = clause.When.Begin };

    /// <summary>It was so: kept when the words say until when, or within which time.</summary>
    public static Draft? Was(Clause clause, string attribute, string value) => clause.When switch
    {
        { Until: { } until } => new(clause.Subject, attribute, value, From: clause.When.Since, Until: until),
        { At: { } at, AtEnd: { } end } when end <= clause.SaidAt => new(clause.Subject, attribute, value, From: at, Until: end),
        _ => null,
    };

    /// <summary>It is so no longer, since the time named, else since it was said.</summary>
    public static Draft Over(Clause clause, string attribute, string value) =>
        new(clause.Subject, attribute, value, StatementKind.Ends, Until: clause.When.Until ?? clause.When.Begin);

    private static DateTimeOffset? Future(Clause clause) => clause.When.At is { } at && at > clause.SaidAt ? at : null;
}
