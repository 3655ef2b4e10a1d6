using System.Collections.Concurrent;
using System.Text.Json;
using Assistant.ChannelSimulator.Ledger;
using Assistant.ChannelSimulator.Scenarios;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Assistant.ChannelSimulator.Channel;

/// <summary>The channel's connector on loopback, in several regions: takes what the bot sends, and misbehaves as the play says.</summary>
internal sealed class HostileConnector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly PlayLedger _ledger;
    private readonly Scenario _scenario;
    private readonly HostileFiles _files;
    private readonly ConcurrentDictionary<string, (ActivityRecord Record, ShownReply Reply)> _shown = new(StringComparer.Ordinal);
    private int _withoutToken;
    private int _pieces;

    private HostileConnector(WebApplication app, PlayLedger ledger, Scenario scenario, HostileFiles files) => (_app, _ledger, _scenario, _files) = (app, ledger, scenario, files);

    public string Address => _app.Urls.First();

    /// <summary>Requests that did not carry the bot's token.</summary>
    public int WithoutToken => _withoutToken;

    /// <summary>Pieces of live streams.</summary>
    public int Pieces => _pieces;

    public StreamRules Streams { get; } = new();

    public string ServiceUrl(int region) => $"{Address}/region-{region}/";

    public static async Task<HostileConnector> StartAsync(PlayLedger ledger, Scenario scenario, HostileFiles files, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var connector = new HostileConnector(builder.Build(), ledger, scenario, files);
        connector._app.MapPost("/{region}/v3/conversations/{conversation}/activities/{replyTo?}", connector.TakeAsync);
        connector._app.MapPut("/{region}/v3/conversations/{conversation}/activities/{shown}", connector.ChangeAsync);
        connector._app.MapDelete("/{region}/v3/conversations/{conversation}/activities/{shown}", connector.TakeBackAsync);
        connector._app.MapGet("/{region}/v3/attachments/{kind}/{number:int}", connector.GiveAsync);
        await connector._app.StartAsync();
        return connector;
    }

    public async ValueTask DisposeAsync()
    {
        // Downloads that never end would be waited for.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        if (!HasToken(context))
            return;
        JsonElement activity;
        using (var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))
            activity = body.RootElement.Clone();
        var record = _ledger.AnsweredBy(context.Request.RouteValues["replyTo"] as string, activity);
        if (PlayLedger.Text(activity, "type") != "message")
        {
            await TakePieceAsync(context, record, activity);
            return;
        }
        if (record is null)
        {
            _ledger.Strayed();
            await ConnectorAnswer.AcceptAsync(context);
            return;
        }
        if (!Streams.Allows(activity))
        {
            await ConnectorAnswer.RefuseStreamAsync(context);
            return;
        }
        var isFirst = record.NextTry() == 1;
        var behaviour = isFirst ? record.Plan.Behaviours.FirstOrDefault(Plan.PlannedActivity.IsOfDelivery, (Behaviour)(-1)) : (Behaviour)(-1);
        await ReplyAsync(context, record, activity, behaviour);
    }

    private async Task ReplyAsync(HttpContext context, ActivityRecord record, JsonElement activity, Behaviour behaviour)
    {
        switch (behaviour)
        {
            case Behaviour.Throttle:
                context.Response.Headers.RetryAfter = "1";
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                return;
            case Behaviour.ThrottleBare:
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                return;
            case Behaviour.Fail:
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            case Behaviour.Distrust:
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
        }
        Streams.End(activity);
        var shown = _ledger.Show(record, PlayLedger.Text(activity, "text"), PlayLedger.Text(activity, "id"), PlayLedger.Text(activity, "inputHint") == "ignoringInput");
        var id = ConnectorAnswer.NewId();
        _shown[id] = (record, shown);
        switch (behaviour)
        {
            case Behaviour.FailAfterAccept:
                shown.Ends(SendEnd.Failed, _ledger.Now);
                context.Response.StatusCode = StatusCodes.Status502BadGateway;
                return;
            case Behaviour.Cut:
                shown.Ends(SendEnd.CutOff, _ledger.Now);
                context.Abort();
                return;
            case Behaviour.Slow:
                await WaitAsync(TimeSpan.FromSeconds(_scenario.SlowFor), context.RequestAborted);
                break;
        }
        try
        {
            await ConnectorAnswer.AcceptAsync(context, id);
            await context.Response.CompleteAsync();
            // To a connection that is closed it is written without a complaint.
            if (!context.RequestAborted.IsCancellationRequested)
                shown.Ends(SendEnd.Told, _ledger.Now);
        }
        catch (OperationCanceledException)
        {
        }
        if (context.RequestAborted.IsCancellationRequested)
            NoteThatTheBotGaveUp(shown, behaviour == Behaviour.Slow);
    }

    /// <summary>A message that is changed stays one message.</summary>
    private Task ChangeAsync(HttpContext context)
    {
        if (!HasToken(context))
            return Task.CompletedTask;
        var id = (string)context.Request.RouteValues["shown"]!;
        if (_shown.ContainsKey(id))
            return ConnectorAnswer.AcceptAsync(context, id);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>People see it no more: it is no reply.</summary>
    private Task TakeBackAsync(HttpContext context)
    {
        if (!HasToken(context))
            return Task.CompletedTask;
        if (_shown.TryRemove((string)context.Request.RouteValues["shown"]!, out var shown))
            shown.Record.TakeBack(shown.Reply);
        else
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>A bot that does not wait for the answer. The connections of one that is being killed break off too: what those sends were is judged when it has ended.</summary>
    private void NoteThatTheBotGaveUp(ShownReply shown, bool withheld)
    {
        if (!_ledger.IsBeingKilled)
            shown.Ends(withheld ? SendEnd.Withheld : SendEnd.GaveUp, _ledger.Now);
    }

    /// <summary>Typing, and pieces of a live stream.</summary>
    private async Task TakePieceAsync(HttpContext context, ActivityRecord? record, JsonElement activity)
    {
        if (PlayLedger.Text(activity, "text") is not null)
        {
            Interlocked.Increment(ref _pieces);
            var isFirst = !activity.TryGetProperty("entities", out var entities) || !entities.EnumerateArray().Any(entity => entity.TryGetProperty("streamId", out _));
            if (!isFirst && record?.Plan.Has(Behaviour.StreamRefused) == true)
                Streams.Refuse(activity);
            if (Streams.Take(activity, _ledger.Now, ConnectorAnswer.NewId()) is { } stream)
                await ConnectorAnswer.AcceptAsync(context, stream);
            else
                await ConnectorAnswer.RefuseStreamAsync(context);
            return;
        }
        await ConnectorAnswer.AcceptAsync(context);
    }

    private async Task GiveAsync(HttpContext context)
    {
        if (HasToken(context))
            await _files.GiveAsync(context, (string)context.Request.RouteValues["kind"]!);
    }

    private bool HasToken(HttpContext context)
    {
        if (context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal))
            return true;
        Interlocked.Increment(ref _withoutToken);
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return false;
    }

    private static async Task WaitAsync(TimeSpan span, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(span, cancellationToken);
        }
        catch (OperationCanceledException)
        {
        }
    }
}
