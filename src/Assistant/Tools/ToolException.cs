namespace Assistant.Tools;

/// <summary>A tool could not do what it was asked, for a reason that the model may know and act upon. The message is for the model.</summary>
public sealed class ToolException(string message) : Exception(message);
