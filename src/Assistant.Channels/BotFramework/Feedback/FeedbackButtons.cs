namespace Assistant.Channels.BotFramework.Feedback;

/// <summary>The thumbs below an answer in Teams: none, with Teams' own form for the reason, or with ours in the person's language.</summary>
public enum FeedbackButtons { Off, Default, Custom }
