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

    /// <summary>As OneDrive: a piece that came before is refused as one that is there (416), whatever was answered then.</summary>
    public bool KeepsWhatFails { get; set; }

    private async Task StoreAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var isThere = KeepsWhatFails && All.Any(each => each.Range == context.Request.Headers.ContentRange.ToString());
        All.Enqueue(new(context.Request.Headers.ContentRange.ToString(), context.Request.Headers.Authorization.ToString(), body.ToArray()));
        var fails = Interlocked.Decrement(ref _failures) >= 0;
        if (fails && FailWith == StatusCodes.Status302Found)
            context.Response.Headers.Location = $"{_connector.Address}/files/upload";
        context.Response.StatusCode = fails ? FailWith : isThere ? StatusCodes.Status416RangeNotSatisfiable : StatusCodes.Status201Created;
    }

    public sealed record Put(string Range, string Authorization, byte[] Bytes);
}
