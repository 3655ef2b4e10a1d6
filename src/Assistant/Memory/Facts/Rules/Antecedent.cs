namespace Assistant.Memory.Facts.Rules;

/// <summary>The person that a message spoke of last; "he", "she" and clauses without a subject mean them.</summary>
internal sealed class Antecedent
{
    public string? Subject { get; set; }
}
