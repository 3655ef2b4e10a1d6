namespace Assistant.Memory.Facts;

/// <summary>
/// What one sentence says of a subject ("user", "sister", "friend Marta"). From and until are null where the words do not tell;
/// until is exclusive. Quote is a part of the utterance, letter for letter. A correction that names no attribute has an empty one
/// and is of the statement before it. A subject that begins with <see cref="IfKnown"/> is read in the ledger: "?Marta" is whoever is known
/// by that name, "?" the user where the order is known (the attribute "order " alone: the only one that is under way); otherwise it says nothing.
/// </summary>
public sealed record Statement(string Subject, string Attribute, string Value, StatementKind Kind, DateTimeOffset? From, DateTimeOffset? Until, string Quote)
{
    public const char IfKnown = '?';

    /// <summary>What it is of is found in the ledger only.</summary>
    public bool IsOpen => Attribute.Length == 0 || Subject.StartsWith(IfKnown);

    /// <summary>The value that a correction takes the place of; null: the one that was said last.</summary>
    public string? Replaces { get; init; }
}
