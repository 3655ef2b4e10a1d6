namespace Assistant.Channels.OpenAI.Chat;

/// <summary>What comes of answering a request, in order.</summary>
internal abstract record AnswerPiece;

/// <summary>More text.</summary>
internal sealed record TextPiece(string Text) : AnswerPiece;

/// <summary>What is being done meanwhile, in words; keeps a streamed response alive.</summary>
internal sealed record ProgressPiece(string Text) : AnswerPiece;

/// <summary>The model asks the caller to run a tool.</summary>
internal sealed record ToolPiece(ToolCallSpec Call) : AnswerPiece;

/// <summary>The end.</summary>
/// <param name="Reason">"stop", "length", "tool_calls" or "content_filter".</param>
/// <param name="Details">Of the assistant; null from a language model.</param>
/// <param name="Text">The whole checked text, when it is known; it replaces the pieces.</param>
internal sealed record EndPiece(string Reason, CompletionUsage? Usage, AnswerDetails? Details = null, string? Text = null) : AnswerPiece;
