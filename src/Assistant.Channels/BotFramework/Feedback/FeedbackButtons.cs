namespace Assistant.Channels.BotFramework.Feedback;

/// <summary>The thumbs below an answer in Teams.</summary>
public enum FeedbackButtons
{
    /// <summary>None.</summary>
    Off,

    /// <summary>With Teams' own form.</summary>
    Default,

    /// <summary>With a form of ours, in the person's language.</summary>
    Custom,
}
