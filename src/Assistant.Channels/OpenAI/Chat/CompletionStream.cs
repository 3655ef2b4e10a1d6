using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.OpenAI.Chat;

/// <summary>A streamed answer as server-sent events, ended by "data: [DONE]". What fails before the first event is an ordinary error response.</summary>
internal static class CompletionStream
{
    public static async Task WriteAsync(HttpContext context, Envelope envelope, IAsyncEnumerable<AnswerPiece> pieces, bool withUsage)
    {
        try
        {
            await foreach (var piece in pieces)
            {
                await StartAsync(context, envelope);
                await WriteAsync(context, envelope, piece, withUsage);
            }
            await WriteAsync(context, "data: [DONE]\n\n"u8.ToArray());
        }
        catch (Exception e) when (context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            await WriteAsync(context, ApiRoute.ErrorOf(context, e).Body, ApiWire.Json.ErrorBody);
            await WriteAsync(context, "data: [DONE]\n\n"u8.ToArray());
        }
    }

    private static async Task StartAsync(HttpContext context, Envelope envelope)
    {
        if (context.Response.HasStarted)
            return;
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        await WriteAsync(context, envelope.Chunk(new(Role: "assistant", Content: "")), ApiWire.Json.ChatChunk);
    }

    private static async Task WriteAsync(HttpContext context, Envelope envelope, AnswerPiece piece, bool withUsage)
    {
        switch (piece)
        {
            case TextPiece { Text.Length: > 0 } more:
                await WriteAsync(context, envelope.Chunk(new(Content: more.Text)), ApiWire.Json.ChatChunk);
                break;
            case ToolPiece tool:
                await WriteAsync(context, envelope.Chunk(new(ToolCalls: [tool.Call])), ApiWire.Json.ChatChunk);
                break;
            case ProgressPiece progress:
                // A comment: clients skip it, proxies see that the response lives.
                await WriteAsync(context, System.Text.Encoding.UTF8.GetBytes($": {progress.Text.ReplaceLineEndings(" ")}\n\n"));
                break;
            case EndPiece end:
                await WriteAsync(context, envelope.Chunk(new(Assistant: end.Details is { } details ? details with { Text = end.Text } : null), end.Reason), ApiWire.Json.ChatChunk);
                if (withUsage)
                    await WriteAsync(context, new ChatChunk(envelope.Id, envelope.Created, envelope.Model, [], end.Usage), ApiWire.Json.ChatChunk);
                break;
        }
    }

    private static Task WriteAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type) =>
        WriteAsync(context, [.. "data: "u8, .. JsonSerializer.SerializeToUtf8Bytes(value, type), .. "\n\n"u8]);

    private static async Task WriteAsync(HttpContext context, byte[] bytes)
    {
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
