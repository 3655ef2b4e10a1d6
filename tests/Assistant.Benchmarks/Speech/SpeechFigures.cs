namespace Assistant.Benchmarks.Speech;

/// <param name="Megabytes">Largest resident memory of the process so far.</param>
internal sealed record SpeechFigures(WordErrorRate Errors, double Seconds, double CpuSeconds, int Megabytes);
