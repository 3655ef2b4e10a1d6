namespace Assistant.Inference.Speech;

/// <param name="Confidence">Geometric mean of the tokens' probabilities, 0 to 1.</param>
internal sealed record MoonshineText(string Text, double Confidence, SpeechEnd End);
