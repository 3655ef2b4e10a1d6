namespace Assistant.Privacy;

/// <summary>The key of this content has been destroyed: the person was erased, and nothing reads it again.</summary>
public sealed class ContentErasedException() : Exception("The content was erased with its person's key.");
