using Assistant.Memory.Facts.Time;

namespace Assistant.Memory.Facts.Rules;

/// <summary>
/// A clause ready for rules: of whom it speaks, the words without times and filling adverbs (for Chinese from behind the subject),
/// the same with times, and the times. Words of possession stay ("my phone number is ...") with the user as subject. Carried: the
/// clause names no subject and took the one before it. Of known: the subject is a bare name that only the ledger may know.
/// </summary>
internal sealed record Clause(string Subject, string Words, string WithTimes, When When, DateTimeOffset SaidAt, bool IsCorrection, bool IsCarried = false)
{
    public bool IsOfKnown { get; init; }

    /// <summary>It stands in a sentence without any capital, so that names have none either.</summary>
    public bool IsSmall { get; init; }

    public bool IsUser => Subject == FactAttributes.User;

    public StatementKind Kind => IsCorrection ? StatementKind.Corrects : StatementKind.Holds;
}
