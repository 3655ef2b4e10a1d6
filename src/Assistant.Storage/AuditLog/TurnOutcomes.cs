namespace Assistant.Storage.AuditLog;

/// <summary>What became of a turn, as its row says; of one that failed it is the problem's name.</summary>
internal static class TurnOutcomes
{
    public const string Answered = "answered", NotFound = "not_found", Stopped = "stopped", Greeting = "greeting", Notice = "notice";

    /// <summary>Its sender changed or deleted the message since.</summary>
    public const string Edited = "edited", Withdrawn = "withdrawn";

    /// <summary>For SQL: turns of which there is nothing to remember.</summary>
    public const string NothingSaid = $"('{Stopped}', '{Greeting}', '{Notice}', '{Withdrawn}')";
}
