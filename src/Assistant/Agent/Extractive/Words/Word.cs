namespace Assistant.Agent.Extractive.Words;

/// <summary>A word of a text at its place: a stem of Latin letters, a number as written, or one Chinese character.</summary>
/// <param name="Text">As written, in one spelling.</param>
/// <param name="Stem">What is compared: plural and tense taken off.</param>
/// <param name="Root">What is searched: derivations taken off too ("payment", "payable").</param>
internal readonly record struct Word(string Text, string Stem, string Root, int Start, int Length)
{
    public int End => Start + Length;
    public bool IsHan => Text.Length == 1 && Normal.IsHan(Text[0]);
    public bool HasDigit => Text.AsSpan().IndexOfAnyInRange('0', '9') >= 0;
}
