namespace Assistant.Conversations;

/// <summary>One informative line about a running turn; the channel words it in the reader's language.</summary>
/// <param name="Stage">What is happening.</param>
/// <param name="Done">Units done (pictures, pages; seconds of audio).</param>
/// <param name="Total">Units in all; null while unknown.</param>
/// <param name="Subject">File or tool name; null when it says nothing.</param>
public sealed record TurnProgress(TurnStage Stage, double? Done = null, double? Total = null, string? Subject = null);

public enum TurnStage { Queued, Fetching, ReadingPictures, Listening, ReadingDocuments, Searching, Thinking, UsingTool }
