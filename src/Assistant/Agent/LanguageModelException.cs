namespace Assistant.Agent;

/// <summary>A language model did not answer, by category. The message is for the log: it never holds what was asked or answered.</summary>
public sealed class LanguageModelException(TurnProblem problem, string message, Exception? inner = null) : Exception(message, inner)
{
    public TurnProblem Problem { get; } = problem;

    /// <summary>When its server asked to be tried again; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The request was longer than the model takes.</summary>
    public bool TooLong { get; init; }

    /// <summary>The message says which of the caller's settings cannot be kept, and may be told to the caller.</summary>
    public bool AboutSettings { get; init; }
}
