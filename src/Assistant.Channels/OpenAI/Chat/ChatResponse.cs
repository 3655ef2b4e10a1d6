using System.Text.Json.Serialization;
using Assistant.Channels.DirectLine.Outbound;

namespace Assistant.Channels.OpenAI.Chat;

/// <summary>The answer in one piece.</summary>
/// <param name="Created">Unix time, seconds.</param>
internal sealed record ChatCompletion(string Id, long Created, string Model, IReadOnlyList<CompletionChoice> Choices, CompletionUsage? Usage)
{
    public string Object { get; } = "chat.completion";
}

internal sealed record CompletionChoice(int Index, CompletionMessage Message, string FinishReason);

/// <param name="Assistant">Not OpenAI's: citations with their places, what could not be read; of the model "assistant" only.</param>
internal sealed record CompletionMessage(
    string Role, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Content, IReadOnlyList<ToolCallSpec>? ToolCalls, AnswerDetails? Assistant);

/// <summary>One piece of a streamed answer.</summary>
internal sealed record ChatChunk(string Id, long Created, string Model, IReadOnlyList<ChunkChoice> Choices, CompletionUsage? Usage = null)
{
    public string Object { get; } = "chat.completion.chunk";
}

internal sealed record ChunkChoice(int Index, ChunkDelta Delta, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? FinishReason);

internal sealed record ChunkDelta(string? Role = null, string? Content = null, IReadOnlyList<ToolCallSpec>? ToolCalls = null, AnswerDetails? Assistant = null);

/// <summary>Of language models as their server counted it; of the assistant estimated from the texts.</summary>
internal sealed record CompletionUsage(long PromptTokens, long CompletionTokens, long TotalTokens)
{
    public static CompletionUsage Of(long prompt, long completion) => new(prompt, completion, prompt + completion);
}

/// <param name="Text">The whole answer, checked: where a streamed text differs from it, this one counts. In the last chunk of a stream only.</param>
internal sealed record AnswerDetails(bool Found, string Model, string Language, IReadOnlyList<CitationData> Citations, IReadOnlyList<UnreadData> Failures, string? Text = null)
{
    public static AnswerDetails Of(AnswerData answer, string? text = null) => new(answer.Found, answer.Model, answer.Language, answer.Citations, answer.Failures, text);
}
