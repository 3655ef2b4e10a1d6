namespace Assistant.Conversations;

/// <summary>What became of a turn, in the log and in telemetry; of one that failed it is the problem's name.</summary>
public static class TurnOutcomes
{
    public const string Answered = "answered", NotFound = "not_found", Stopped = "stopped", Greeting = "greeting", Notice = "notice", Errand = "errand";

    /// <summary>It asked back. The log has such a turn as answered or not found.</summary>
    public const string Asked = "asked";

    /// <summary>Its sender changed or deleted the message since.</summary>
    public const string Edited = "edited", Withdrawn = "withdrawn";
}
