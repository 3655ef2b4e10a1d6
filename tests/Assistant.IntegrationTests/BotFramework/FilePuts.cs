using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>Where a connector stub takes the files that people accept, as OneDrive does: each piece that came.</summary>
internal sealed class FilePuts
{
    private readonly ConnectorStub _connector;
    private int _failures;

    public FilePuts(ConnectorStub connector)
    {
        _connector = connector;
        connector.Files["upload"] = StoreAsync;
    }

    public ConcurrentQueue<Put> All { get; } = new();

    /// <summary>How many of the next are refused.</summary>
    public int Failures
    {
        get => Volatile.Read(ref _failures);
        set => Volatile.Write(ref _failures, value);
    }

    public int FailWith { get; set; } = StatusCodes.Status503ServiceUnavailable;

    private async Task StoreAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        All.Enqueue(new(context.Request.Headers.ContentRange.ToString(), context.Request.Headers.Authorization.ToString(), body.ToArray()));
        var fails = Interlocked.Decrement(ref _failures) >= 0;
        if (fails && FailWith == StatusCodes.Status302Found)
            context.Response.Headers.Location = $"{_connector.Address}/files/upload";
        context.Response.StatusCode = fails ? FailWith : StatusCodes.Status201Created;
    }

    public sealed record Put(string Range, string Authorization, byte[] Bytes);
}
