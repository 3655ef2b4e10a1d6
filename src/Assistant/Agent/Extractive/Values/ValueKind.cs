namespace Assistant.Agent.Extractive.Values;

/// <summary>What a piece of text is, and what a question asks for. <see cref="Any"/> asks for whatever stands there.</summary>
internal enum ValueKind { Any, Money, Percent, Date, Time, Duration, Quantity, Number, Code, Person, Place, Organisation, Phone, Email, Url }

/// <param name="Start">Where it stands in its text.</param>
/// <param name="Amount">Its number, when it has one.</param>
/// <param name="Unit">"$", "EUR", "kg", "days", "%"; empty without one.</param>
internal sealed record Value(ValueKind Kind, int Start, int Length, string Text, decimal? Amount = null, string Unit = "")
{
    public int End => Start + Length;

    /// <summary>What its own digits say of how they are to be read.</summary>
    public DecimalMark Mark { get; init; }
}
