using System.Runtime.CompilerServices;
using Assistant.Agent;
using Assistant.Agent.Models.Wire;
using Microsoft.Extensions.AI;

namespace Assistant.Channels.OpenAI.Chat;

/// <summary>A language model asked directly: no perception, no memory, no tools of ours. Its tool calls go to the caller.</summary>
internal sealed class ModelChat(ILanguageModels models)
{
    public async IAsyncEnumerable<AnswerPiece> AnswerAsync(ChatRequest request, IReadOnlyList<SaidMessage> said, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (models.Find(request.Model!) is not { } client || models.Describe(request.Model!) is not { } model)
            throw ApiError.NoModel(request.Model!);
        ModelFiles.Check(said, model);
        var options = ModelOptionsReader.Read(request);
        var (reason, calls) = (default(ChatFinishReason?), 0);
        UsageDetails? usage = null;
        var length = 0L;
        await foreach (var update in client.GetStreamingResponseAsync(said.Select(MessageOf), options, cancellationToken))
        {
            reason = update.FinishReason ?? reason;
            foreach (var content in update.Contents)
            {
                switch (content)
                {
                    case TextContent { Text.Length: > 0 } text:
                        length += TokenEstimate.Of(text.Text);
                        yield return new TextPiece(text.Text);
                        break;
                    case FunctionCallContent call:
                        yield return new ToolPiece(new(call.CallId, "function", new(call.Name, ToolArguments.Written(call)), calls++));
                        break;
                    case UsageContent counted:
                        (usage ??= new UsageDetails()).Add(counted.Details);
                        break;
                }
            }
        }
        yield return new EndPiece(
            ReasonOf(reason, calls),
            CompletionUsage.Of(usage?.InputTokenCount ?? said.Sum(message => TokenEstimate.Of(message.Text)), usage?.OutputTokenCount ?? length));
    }

    /// <summary>Some servers end an answer with calls by "stop"; a call that was cut is not there to be run, and must not look as if it were.</summary>
    private static string ReasonOf(ChatFinishReason? reason, int calls) =>
        calls == 0 || reason == ChatFinishReason.Length || reason == ChatFinishReason.ContentFilter ? reason?.Value ?? "stop" : "tool_calls";

    private static ChatMessage MessageOf(SaidMessage message)
    {
        if (message.Role == "tool")
            return new(ChatRole.Tool, [new FunctionResultContent(message.ToolCallId!, message.Text)]);
        List<AIContent> contents = message.Text.Length > 0 ? [new TextContent(message.Text)] : [];
        contents.AddRange(message.Files.Select(file => new DataContent(file.Bytes, file.ContentType) { Name = file.Name }));
        contents.AddRange(message.ToolCalls.Select(CallOf));
        return new(message.Role switch { "system" or "developer" => ChatRole.System, "assistant" => ChatRole.Assistant, _ => ChatRole.User }, contents);
    }

    private static FunctionCallContent CallOf(ToolCallSpec call) => call is { Id: { Length: > 0 } id, Function.Name: { Length: > 0 } name }
        ? ToolArguments.Call(id, name, call.Function.Arguments ?? "")
        : throw ApiError.Invalid("A tool call needs an id and a function's name.", "messages.tool_calls");
}
