using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Assistant.Benchmarks.Programs;

/// <summary>An OpenAI-compatible server that streams one answer of twenty chunks to whatever is asked, in a process of its own: `stub-model PORT`.</summary>
internal static class StubModel
{
    private const string Answer =
        "Thank you for your message. The order that you name left our warehouse on Monday morning and the carrier has scanned it twice since then. "
        + "It is expected at your address on Thursday between nine and twelve. If nobody is at home, the parcel goes to the pick-up point in your street, "
        + "where it is kept for seven days. You need the number of the order and a document with your name to collect it. Please write again if it has not come by Friday evening.";

    private static readonly byte[] s_stream = Encoding.UTF8.GetBytes(string.Concat(Chunks().Select(Event)) + "data: [DONE]\n\n");
    private static readonly byte[] s_whole = Encoding.UTF8.GetBytes(
        $$$"""{"id":"c","object":"chat.completion","created":0,"model":"stub","choices":[{"index":0,"message":{"role":"assistant","content":"{{{Answer}}}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""");

    public static async Task<int> RunAsync(int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var app = builder.Build();
        app.MapGet("/v1/models", () => Results.Text("""{"object":"list","data":[{"id":"stub","object":"model"}]}""", "application/json"));
        app.MapPost("/v1/chat/completions", AnswerAsync);
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var streamed = await SaysAsync(context.Request.BodyReader, "\"stream\":true"u8.ToArray(), context.RequestAborted);
        context.Response.ContentType = streamed ? "text/event-stream" : "application/json";
        await context.Response.BodyWriter.WriteAsync(streamed ? s_stream : s_whole, context.RequestAborted);
    }

    private static async Task<bool> SaysAsync(PipeReader body, byte[] phrase, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            if (read.IsCompleted)
            {
                var says = read.Buffer.IsSingleSegment ? read.Buffer.FirstSpan.IndexOf(phrase) >= 0 : read.Buffer.ToArray().AsSpan().IndexOf(phrase) >= 0;
                body.AdvanceTo(read.Buffer.End);
                return says;
            }
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static IEnumerable<string> Chunks()
    {
        var words = Answer.Split(' ');
        var perChunk = (words.Length + 19) / 20;
        return words.Chunk(perChunk).Select(chunk => string.Join(' ', chunk) + " ");
    }

    private static string Event(string text) =>
        "data: " + $$$"""{"id":"c","object":"chat.completion.chunk","created":0,"model":"stub","choices":[{"index":0,"delta":{"content":"{{{text}}}"},"finish_reason":null}]}""" + "\n\n";
}
