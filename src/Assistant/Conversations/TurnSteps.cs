namespace Assistant.Conversations;

/// <summary>Names of a turn's steps, in spans, histograms and the timings of answers and the log. Stored: they stay as they are.</summary>
public static class TurnSteps
{
    /// <summary>Step 2: into the inbox. Outside the turn; a span only.</summary>
    public const string Accept = "accept";

    /// <summary>Step 3: the conversation begins to work. Outside the turn; a span only.</summary>
    public const string Wake = "wake";

    /// <summary>Step 4.</summary>
    public const string Recall = "recall";

    /// <summary>Step 5; where something was attached.</summary>
    public const string Perceive = "perceive";

    /// <summary>Steps 6 and 7, as speaking is a part of thinking.</summary>
    public const string Answer = "answer";

    /// <summary>Step 8; a span only, as it goes on beside the record and after it.</summary>
    public const string Remember = "remember";

    /// <summary>Step 9; timed when the record is written, and so not in it.</summary>
    public const string Record = "record";
}
