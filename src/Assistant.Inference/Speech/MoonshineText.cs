namespace Assistant.Inference.Speech;

/// <param name="Confidence">Geometric mean of the tokens' probabilities, 0 to 1.</param>
internal sealed record MoonshineText(string Text, double Confidence, MoonshineEnd End);

internal enum MoonshineEnd
{
    Complete,

    /// <summary>More tokens than so short a sound can hold.</summary>
    Limit,

    /// <summary>The decoder began to repeat itself; the text ends before the repetitions.</summary>
    Looping,
}
