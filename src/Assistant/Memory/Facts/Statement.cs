namespace Assistant.Memory.Facts;

/// <summary>
/// What one sentence says of a subject ("user", "sister", "friend Marta"). From and until are null where the words do not tell;
/// until is exclusive. Quote is a part of the utterance, letter for letter. A correction that names no attribute has an empty one
/// and is of the statement before it.
/// </summary>
public sealed record Statement(string Subject, string Attribute, string Value, StatementKind Kind, DateTimeOffset? From, DateTimeOffset? Until, string Quote)
{
    /// <summary>The value that a correction takes the place of; null: the one that was said last.</summary>
    public string? Replaces { get; init; }

    /// <summary>
    /// It speaks of somebody by a bare name ("Ingrid", the subject), or of an order by its bare number or as "it" (attribute "order " without one),
    /// and counts only where something said before tells who or which that is.
    /// </summary>
    public bool IsOfKnown { get; init; }

    /// <summary>What it is of is found in the ledger only.</summary>
    internal bool IsOpen => Attribute.Length == 0 || IsOfKnown;
}
