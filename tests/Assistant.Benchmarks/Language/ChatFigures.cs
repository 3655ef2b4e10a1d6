namespace Assistant.Benchmarks.Language;

/// <param name="Prompt">Tokens of the prompt.</param>
/// <param name="Written">Tokens of the answer.</param>
/// <param name="FirstMs">From the request to the first token.</param>
/// <param name="RestMs">From the first token to the last.</param>
/// <param name="CpuMs">Processor time of all of it.</param>
internal sealed record ChatFigures(int Prompt, int Written, double FirstMs, double RestMs, double CpuMs, string Text)
{
    /// <summary>Tokens a second after the first.</summary>
    public double WrittenPerSecond => (Written - 1) * 1000 / RestMs;

    /// <summary>Tokens of the prompt a second, the first token of the answer included.</summary>
    public double ReadPerSecond => Prompt * 1000 / FirstMs;
}
