using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Assistant.IntegrationTests.Model;

/// <summary>One answer of <see cref="StubModelServer"/>: what it writes, and how it misbehaves.</summary>
internal sealed class StubReply(Func<HttpContext, StubRequest, Task> write)
{
    private static readonly JsonSerializerOptions s_relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Task WriteAsync(HttpContext http, StubRequest request) => write(http, request);

    /// <summary>Says nothing before the task ends.</summary>
    public StubReply After(Task task) => new(async (http, request) =>
    {
        await task.WaitAsync(http.RequestAborted);
        await write(http, request);
    });

    /// <summary>A proper answer, word by word when streamed.</summary>
    public static StubReply Text(string text, string finish = "stop") => new(async (http, request) =>
    {
        if (!request.Streams)
        {
            await JsonAsync(http, new { id = "c1", model = "stub", choices = new[] { new { index = 0, message = new { role = "assistant", content = text }, finish_reason = finish } }, usage = Usage() });
            return;
        }
        await BeginAsync(http);
        await WordsAsync(http, text);
        await EndAsync(http, finish);
    });

    /// <summary>Tool calls whose arguments come in two pieces.</summary>
    public static StubReply Calls(params (string Name, string Arguments)[] calls) => new(async (http, request) =>
    {
        if (!request.Streams)
        {
            var all = calls.Select((call, i) => new { id = $"call_{i}", type = "function", function = new { name = call.Name, arguments = call.Arguments } });
            await JsonAsync(http, new { id = "c1", model = "stub", choices = new[] { new { index = 0, message = new { role = "assistant", content = (string?)null, tool_calls = all }, finish_reason = "tool_calls" } } });
            return;
        }
        await BeginAsync(http);
        foreach (var (i, call) in calls.Index())
        {
            var half = call.Arguments.Length / 2;
            await ChunkAsync(http, new { tool_calls = new[] { new { index = i, id = $"call_{i}", type = "function", function = new { name = call.Name, arguments = call.Arguments[..half] } } } });
            await ChunkAsync(http, new { tool_calls = new[] { new { index = i, function = new { arguments = call.Arguments[half..] } } } });
        }
        await EndAsync(http, "tool_calls");
    });

    /// <summary>Streams the text, then the connection breaks.</summary>
    public static StubReply Cut(string text) => new(async (http, _) =>
    {
        await BeginAsync(http);
        await WordsAsync(http, text);
        http.Abort();
    });

    /// <summary>Streams the text, then ends properly as HTTP goes but without saying that it is done.</summary>
    public static StubReply EndsEarly(string text) => new(async (http, _) =>
    {
        await BeginAsync(http);
        await WordsAsync(http, text);
    });

    /// <summary>Streams the text, then nothing more until the caller leaves.</summary>
    public static StubReply Stall(string text) => new(async (http, _) =>
    {
        await BeginAsync(http);
        await WordsAsync(http, text);
        await Task.Delay(Timeout.Infinite, http.RequestAborted);
    });

    /// <summary>Says the text again and again until the caller leaves.</summary>
    public static StubReply Endless(string text) => new(async (http, _) =>
    {
        await BeginAsync(http);
        while (!http.RequestAborted.IsCancellationRequested)
            await ChunkAsync(http, new { content = text });
    });

    public static StubReply Status(int status, string body = "{}", string? retryAfter = null, string? location = null) => new(async (http, _) =>
    {
        http.Response.StatusCode = status;
        if (retryAfter is not null)
            http.Response.Headers.RetryAfter = retryAfter;
        if (location is not null)
            http.Response.Headers.Location = location;
        await http.Response.WriteAsync(body, http.RequestAborted);
    });

    /// <summary>Any bytes under any type.</summary>
    public static StubReply Raw(string contentType, string body) => Raw(contentType, Encoding.UTF8.GetBytes(body));

    public static StubReply Raw(string contentType, byte[] body) => new(async (http, _) =>
    {
        http.Response.ContentType = contentType;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    });

    /// <summary>The event stream of these data lines, then [DONE].</summary>
    public static StubReply Events(params string[] data) => Raw("text/event-stream", string.Concat(data.Select(line => $"data: {line}\n\n")) + "data: [DONE]\n\n");

    private static async Task BeginAsync(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream; charset=utf-8";
        await ChunkAsync(http, new { role = "assistant", content = "" });
    }

    private static async Task WordsAsync(HttpContext http, string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var space = text.IndexOf(' ', at);
            var end = space < 0 ? text.Length : space + 1;
            await ChunkAsync(http, new { content = text[at..end] });
            at = end;
        }
    }

    private static async Task EndAsync(HttpContext http, string finish)
    {
        await LineAsync(http, JsonSerializer.Serialize(new { id = "c1", model = "stub", choices = new[] { new { index = 0, delta = new { }, finish_reason = finish } } }));
        await LineAsync(http, JsonSerializer.Serialize(new { id = "c1", model = "stub", choices = Array.Empty<object>(), usage = Usage() }));
        await LineAsync(http, "[DONE]");
    }

    private static Task ChunkAsync(HttpContext http, object delta) =>
        LineAsync(http, JsonSerializer.Serialize(new { id = "c1", model = "stub", choices = new[] { new { index = 0, delta, finish_reason = (string?)null } } }, s_relaxed));

    private static async Task LineAsync(HttpContext http, string data)
    {
        await http.Response.WriteAsync($"data: {data}\n\n", http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }

    private static Task JsonAsync(HttpContext http, object body)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(JsonSerializer.Serialize(body, s_relaxed), http.RequestAborted);
    }

    private static object Usage() => new { prompt_tokens = 11, completion_tokens = 7, total_tokens = 18 };
}
