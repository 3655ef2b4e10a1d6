using System.Diagnostics;
using System.Net;
using Assistant.IntegrationTests.Processes;
using Assistant.IntegrationTests.Server;
using Microsoft.AspNetCore.Http;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>Connectors that fail: what certainly did not arrive is sent again at once, what may not have arrived later, what is refused never.</summary>
public sealed class DeliveryTests
{
    /// <summary>What may not have arrived is sent again soon, yet not before it can have arrived.</summary>
    internal static readonly string[] Soon = ["--Turns:DeliveryDeadline", "00:00:04", "--Turns:RedeliverAfter", "00:00:05"];

    /// <summary>Whatever would be sent again is sent within this.</summary>
    internal static readonly TimeSpan Silence = TimeSpan.FromSeconds(7);

    private static Task<RunningServer> StartAsync(params string[] settings) => RunningServer.StartAsync(RunningServer.Scripted, [.. Soon, .. settings]);

    [Fact]
    public async Task ServerError_LeavesTheReplyInTheOutboxAndItIsSentAgainOnce()
    {
        await using var connector = await ConnectorStub.StartAsync();
        await using var server = await StartAsync();
        connector.Misbehave = (nth, context) => FailAsync(context, nth <= 2 ? StatusCodes.Status503ServiceUnavailable : null);
        await SayAsync(server, connector.Address, "please answer");

        Assert.Equal("You said: please answer", WithoutNote((await connector.NextAsync()).Text));
        Assert.Equal(3, connector.Messages);
        await connector.StaysSilentAsync(Silence);
    }

    [Fact]
    public async Task ConnectorThatWasAway_GetsTheReplyAfterTheServersRestart()
    {
        // While it is away nobody else is given its port.
        var connector = await ConnectorStub.StartAsync($"http://127.0.0.1:{FreePort.Take()}");
        var address = connector.Address;
        await using var server = await StartAsync();
        await connector.DisposeAsync();
        await SayAsync(server, address, "are you there");
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await server.RestartAsync();

        await using var back = await ConnectorStub.StartAsync(address);

        Assert.Equal("You said: are you there", (await back.NextAsync()).Text);
        await back.StaysSilentAsync(Silence);
        Assert.Equal(1, back.Messages);
    }

    [Fact]
    public async Task TooManyRequests_IsWaitedOut()
    {
        await using var connector = await ConnectorStub.StartAsync();
        await using var server = await StartAsync();
        connector.Misbehave = (nth, context) => FailAsync(context, nth == 1 ? StatusCodes.Status429TooManyRequests : null, "1");
        await SayAsync(server, connector.Address, "slow down");

        Assert.Equal("You said: slow down", (await connector.NextAsync()).Text);
        Assert.Equal(2, connector.Messages);
    }

    [Fact]
    public async Task TooManyForLong_IsWaitedOut_AlsoOverARestart_AndTheLaterAnswersWaitToo()
    {
        await using var connector = await ConnectorStub.StartAsync();
        await using var server = await StartAsync();
        var asked = new Stopwatch();
        connector.Misbehave = (nth, context) =>
        {
            if (nth == 1)
                asked.Start();
            return FailAsync(context, nth == 1 ? StatusCodes.Status429TooManyRequests : null, "20");
        };
        await SayAsync(server, connector.Address, "in a while");
        await Eventually.HoldsAsync(() => connector.Messages > 0);
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await server.RestartAsync();
        await SayAsync(server, connector.Address, "and then");

        var (first, second) = (await connector.NextAsync(), await connector.NextAsync());
        Assert.InRange(asked.Elapsed, TimeSpan.FromSeconds(19), TimeSpan.FromSeconds(29));
        Assert.Equal(["You said: in a while", "You said: and then"], [first.Text, second.Text]);
        Assert.Equal(3, connector.Messages);
    }

    [Fact]
    public async Task Refusal_IsFinal()
    {
        await using var connector = await ConnectorStub.StartAsync();
        await using var server = await StartAsync();
        connector.Misbehave = (nth, context) => FailAsync(context, nth == 1 ? StatusCodes.Status403Forbidden : null);
        await SayAsync(server, connector.Address, "no entry");
        await SayAsync(server, connector.Address, "second");

        Assert.Equal("You said: second", (await connector.NextAsync()).Text);
        await connector.StaysSilentAsync(Silence);
    }

    [Fact]
    public async Task UnknownOutcome_WhenTheOperatorSaysSo_IsNotSentAgain()
    {
        await using var connector = await ConnectorStub.StartAsync();
        await using var server = await StartAsync("--BotFramework:ResendWhenUnknown", "false");
        connector.Misbehave = (_, context) => FailAsync(context, StatusCodes.Status500InternalServerError);
        await SayAsync(server, connector.Address, "once only");

        for (var i = 0; i < 100 && connector.Messages == 0; i++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        await connector.StaysSilentAsync(Silence);
        Assert.Equal(1, connector.Messages);
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using var connector = await ConnectorStub.StartAsync();
        await using var elsewhere = await ConnectorStub.StartAsync();
        await using var server = await StartAsync();
        connector.Misbehave = async (nth, context) =>
        {
            context.Response.Redirect($"{elsewhere.Address}{context.Request.Path}", permanent: false, preserveMethod: true);
            await context.Response.CompleteAsync();
            return true;
        };
        await SayAsync(server, connector.Address, "go away");

        for (var i = 0; i < 100 && connector.Messages == 0; i++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        await elsewhere.StaysSilentAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(0, elsewhere.Messages);
    }

    /// <summary>The text of a message that says that it may have arrived before.</summary>
    internal static string WithoutNote(string? text)
    {
        const string Note = "*Sent again, as it is not certain that it arrived before.*\n\n";
        Assert.StartsWith(Note, text, StringComparison.Ordinal);
        return text![Note.Length..];
    }

    private static async Task SayAsync(RunningServer server, string connector, string text)
    {
        using var http = server.CreateClient();
        using var response = await http.PostActivityAsync(Posted.Message(connector, text, "delivery"));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    private static Task<bool> FailAsync(HttpContext context, int? status, string? retryAfter = null)
    {
        if (status is not { } code)
            return Task.FromResult(false);
        context.Response.StatusCode = code;
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        return Task.FromResult(true);
    }
}
