namespace Assistant.Agent.Extractive.Questions;

/// <summary>One thing that a question talks about: a word, a Chinese run or a phrase, with the concepts it may stand for.</summary>
/// <param name="Text">As in the question, in one spelling.</param>
/// <param name="Stem">What is looked for; empty for a phrase that matches by its concepts only.</param>
/// <param name="IsHan">Compared by characters.</param>
/// <param name="Weight">A name or a number counts more than a verb that every question has.</param>
internal sealed record QuestionUnit(string Text, string Stem, bool IsHan, IReadOnlyList<int> Concepts, double Weight)
{
    public string Root { get; init; } = "";

    /// <summary>A name, a code or a number: what does not speak of it speaks of another thing. A run of Chinese that no list knows may be one, and is mostly a phrase.</summary>
    public bool IsName => !IsHan && Weight > 1.15;
}
