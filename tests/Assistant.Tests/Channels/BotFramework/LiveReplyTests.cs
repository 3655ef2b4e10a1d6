using System.Net;
using Assistant.Channels.BotFramework;
using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Fetching;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Channels.BotFramework.Outbound.Connector;
using Assistant.Conversations;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Assistant.Tests.Channels.BotFramework;

/// <summary>Teams' live stream against Teams' clock: it ends streams after two minutes, and takes a piece a second.</summary>
public sealed class LiveReplyTests
{
    private const string App = "11111111-2222-3333-4444-555555555555";
    private readonly RecordingNetwork _network = new();
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(60, "s-1")]
    [InlineData(130, null)]
    public async Task Turn_LongerThanAStreamMayBe_IsEndedByAnOrdinaryMessage(int seconds, string? ends)
    {
        using var http = Http();
        await using var live = new LiveReply(Teams(), new ConnectorClient(http), "en", _time, NullLogger.Instance);
        live.Progress(new TurnProgress(TurnStage.ReadingPictures, 0, 2));
        await PassAsync(TimeSpan.FromSeconds(1), () => _network.Dialled.Count == 1);
        for (var second = 1; second <= seconds; second++)
        {
            live.Grow(new string('x', second));
            await PassAsync(TimeSpan.FromSeconds(1), () => true);
        }

        Assert.Equal(ends, await live.EndAsync(Cancelled));

        Assert.InRange(_network.Dialled.Count, 2, (int)(Math.Min(seconds, 110) / 1.5) + 2);
        Assert.Contains("\"streamType\":\"informative\"", string.Concat(_network.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("502 Bad Gateway")]
    [InlineData("408 Request Timeout")]
    [InlineData("429 Too Many Requests\r\nRetry-After: 60")]
    public async Task PieceThatFailsInPassing_IsLeftOut_AndTheAnswerEndsTheStream(string failure)
    {
        using var http = Http();
        await using var live = new LiveReply(Teams(), new ConnectorClient(http), "en", _time, NullLogger.Instance);
        var taken = _network.Respond;
        _network.Respond = address => _network.Dialled.Count == 2 ? Response(failure) : taken(address);
        for (var second = 1; second <= 100; second++)
        {
            live.Grow(new string('x', second));
            await PassAsync(TimeSpan.FromSeconds(1), () => true);
        }

        Assert.Equal("s-1", await live.EndAsync(Cancelled));

        Assert.InRange(_network.Dialled.Count, 10, 68);
        Assert.All(Sequences().Skip(3), (sequence, index) => Assert.True(sequence > Sequences()[index + 2]));
    }

    [Theory]
    [InlineData("403 Forbidden")]
    [InlineData("400 Bad Request")]
    public async Task PieceThatIsRefused_EndsTheShow(string refusal)
    {
        using var http = Http();
        await using var live = new LiveReply(Teams(), new ConnectorClient(http), "en", _time, NullLogger.Instance);
        var taken = _network.Respond;
        _network.Respond = address => _network.Dialled.Count == 2 ? Response(refusal) : taken(address);
        for (var second = 1; second <= 20; second++)
        {
            live.Grow(new string('x', second));
            await PassAsync(TimeSpan.FromSeconds(1), () => true);
        }

        Assert.Null(await live.EndAsync(Cancelled));

        Assert.Equal(2, _network.Dialled.Count);
    }

    [Theory]
    [InlineData("429 Too Many Requests\r\nRetry-After: 20", "s-1")]
    [InlineData("502 Bad Gateway", null)]
    public async Task FirstPieceThatFails_BeginsTheStreamLater_UnlessItMayHaveBegun(string failure, string? ends)
    {
        using var http = Http();
        await using var live = new LiveReply(Teams(), new ConnectorClient(http), "en", _time, NullLogger.Instance);
        var taken = _network.Respond;
        _network.Respond = address => _network.Dialled.Count == 1 ? Response(failure) : taken(address);
        for (var second = 1; second <= 60; second++)
        {
            live.Grow(new string('x', second));
            await PassAsync(TimeSpan.FromSeconds(1), () => true);
        }

        Assert.Equal(ends, await live.EndAsync(Cancelled));

        Assert.Equal(ends is null ? [1] : [1, 1, 2], Sequences().Take(3));
    }

    [Theory]
    [InlineData("en", "A fjord\\n\\n*Broken off.*")]
    [InlineData("zh", "A fjord\\n\\n*已中断。*")]
    public async Task TurnWithoutAnAnswer_BreaksItsStreamOff(string language, string text)
    {
        using var http = Http();
        var live = new LiveReply(Teams(), new ConnectorClient(http), language, _time, NullLogger.Instance);
        live.Grow("A fjord");
        await PassAsync(TimeSpan.FromSeconds(1), () => _network.Dialled.Count == 1);

        await live.DisposeAsync();

        var end = string.Concat(_network.Requests.SkipWhile(request => !request.Contains("final", StringComparison.Ordinal)));
        Assert.Contains("\"streamType\":\"final\",\"streamId\":\"s-1\"", end, StringComparison.Ordinal);
        Assert.Contains($"\"text\":\"{text}\"", end, StringComparison.Ordinal);
        Assert.Equal(2, _network.Dialled.Count);
    }

    [Fact]
    public async Task StreamThatACrashLeft_IsGoneOnWithByNobody_AndEndedByTheAnswer()
    {
        using var http = Http();
        await using var live = new LiveReply(Teams() with { StreamId = "s-0" }, new ConnectorClient(http), "en", _time, NullLogger.Instance);
        live.Progress(new TurnProgress(TurnStage.Thinking));
        live.Grow("A fjord");
        await PassAsync(TimeSpan.FromSeconds(3), () => true);

        Assert.Equal((true, "s-0"), (live.IsOver, await live.EndAsync(Cancelled)));
        Assert.Empty(_network.Dialled);
    }

    [Fact]
    public async Task Stream_IsNotedOnce_AndAStoreThatIsAwayIsNoHindrance()
    {
        using var http = Http();
        var noted = new List<string>();
        await using var live = new LiveReply(Teams(), new ConnectorClient(http), "en", _time, NullLogger.Instance)
        {
            Note = id =>
            {
                noted.Add(id);
                throw new StorageUnavailableException("The disk is full.", new IOException());
            },
        };
        for (var second = 1; second <= 60; second++)
        {
            live.Grow(new string('x', second));
            await PassAsync(TimeSpan.FromSeconds(1), () => true);
        }

        Assert.Equal("s-1", await live.EndAsync(Cancelled));
        Assert.Equal(["s-1"], noted);
        Assert.True(_network.Dialled.Count > 2);
    }

    [Theory]
    [InlineData("Content stream was canceled by user.", true)]
    [InlineData("Content stream finished due to exceeded streaming time.", false)]
    public async Task StreamThatItsReaderStops_TellsSo_AndIsNotRefused(string message, bool isStopped)
    {
        using var http = Http();
        var told = 0;
        var live = new LiveReply(Teams(), new ConnectorClient(http), "en", _time, NullLogger.Instance)
        {
            Stopped = () =>
            {
                told++;
                return Task.CompletedTask;
            },
        };
        var taken = _network.Respond;
        _network.Respond = address => _network.Dialled.Count == 2 ? Response("403 Forbidden", $"{{\"error\":{{\"code\":\"ContentStreamNotAllowed\",\"message\":\"{message}\"}}}}") : taken(address);
        for (var second = 1; second <= 10; second++)
        {
            live.Grow(new string('x', second));
            await PassAsync(TimeSpan.FromSeconds(1), () => true);
        }
        await live.DisposeAsync();

        Assert.Equal((isStopped, isStopped ? 1 : 0, 2), (live.IsStopped, told, _network.Dialled.Count));
    }

    private static byte[] Response(string status, string body = "") => System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");

    private int[] Sequences() =>
        [.. System.Text.RegularExpressions.Regex.Matches(string.Concat(_network.Requests), "\"streamSequence\":(\\d+)").Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))];

    private static ReplyAddress Teams() => new(new Uri("http://smba.example.com"), "msteams", "c-1", null, false, "a-1", new("bot"), new("user"), null, false, App);

    private ConnectorHttp Http()
    {
        _network.Names["smba.example.com"] = () => [IPAddress.Parse("93.184.215.14")];
        _network.Respond = _ => "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 12\r\nConnection: close\r\n\r\n{\"id\":\"s-1\"}"u8.ToArray();
        var options = new BotFrameworkOptions { AppId = App, AppPassword = "s" };
        options.AllowedServiceUrls.Add("http://smba.example.com");
        var wrapped = Options.Create(options);
        var apps = new AppRegistrations(wrapped);
        var urls = new ServiceUrls(apps, wrapped);
        return new(new CheckedConnections(_network), new FetchRules(wrapped, apps, urls), urls, new FixedTokens(), wrapped, _time);
    }

    /// <summary>Moves the clock, and lets what waits for it run until it is so.</summary>
    private async Task PassAsync(TimeSpan time, Func<bool> isSo)
    {
        _time.Advance(time);
        do
            await Task.Delay(5, Cancelled);
        while (!isSo());
    }
}
