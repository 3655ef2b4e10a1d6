using System.Net;
using System.Text;
using System.Text.Json;
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

/// <summary>What is shown of a long turn where nothing streams: one message, changed, noted, and taken back.</summary>
public sealed class LiveCardTests : IDisposable
{
    private const string App = "11111111-2222-3333-4444-555555555555";
    private readonly RecordingNetwork _network = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ConnectorHttp _http;
    private readonly List<ReplyAddress> _noted = [];
    private string _answer = "201 Created";

    public LiveCardTests()
    {
        _network.Names["smba.example.com"] = () => [IPAddress.Parse("93.184.215.14")];
        _network.Respond = _ => Encoding.ASCII.GetBytes($"HTTP/1.1 {_answer}\r\nContent-Type: application/json\r\nContent-Length: 14\r\nConnection: close\r\n\r\n{{\"id\":\"card\"}} ");
        var set = new BotFrameworkOptions { AppId = App, AppPassword = "s" };
        set.AllowedServiceUrls.Add("http://smba.example.com");
        var options = Options.Create(set);
        var apps = new AppRegistrations(options);
        var urls = new ServiceUrls(apps, options);
        _http = new(new CheckedConnections(_network), new FetchRules(options, apps, urls), urls, new FixedTokens(), options, _time);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>"POST /v3/..." of every request.</summary>
    private string[] Asked => [.. _network.Requests.Where(each => each.Contains(" HTTP/1.1", StringComparison.Ordinal)).Select(each => each[..each.IndexOf(" HTTP/1.1", StringComparison.Ordinal)])];

    [Fact]
    public async Task ShortTurn_ShowsNothing()
    {
        await using var card = Card();
        card.Progress(new(TurnStage.Listening, 1, 80));
        await PassAsync(4.9);

        await EndAsync(card);

        Assert.Empty(_network.Requests);
    }

    [Fact]
    public async Task LongTurn_IsOneMessageThatIsChangedAndTakenBack()
    {
        await using var card = Card();
        card.Progress(new(TurnStage.Listening, 0, 80));
        await PassAsync(5);
        await UntilAsync(() => card.IsShown);
        for (var second = 1; second <= 15; second++)
        {
            card.Progress(new(TurnStage.Listening, second, 80));
            await PassAsync(1);
        }

        await UntilAsync(() => Asked.Length >= 3);
        Assert.True(card.IsShown);
        await EndAsync(card);

        var asked = Asked;
        Assert.Equal("POST /v3/conversations/c-1/activities/a-1", asked[0]);
        Assert.InRange(asked.Length, 4, 7);
        Assert.All(asked[1..^1], each => Assert.Equal("PUT /v3/conversations/c-1/activities/card", each));
        Assert.Equal("DELETE /v3/conversations/c-1/activities/card", asked[^1]);
        Assert.Equal(["card"], _noted.Select(address => address.ProgressId));
        Assert.False(card.IsShown);
    }

    [Fact]
    public async Task NothingNew_ChangesNothing()
    {
        await using var card = Card();
        card.Progress(new(TurnStage.ReadingDocuments, 3, 40, "report.pdf"));
        await PassAsync(6);
        await UntilAsync(() => card.IsShown);
        for (var second = 0; second < 20; second++)
        {
            card.Progress(new(TurnStage.ReadingDocuments, 3, 40, "report.pdf"));
            await PassAsync(1);
        }

        Assert.Single(Asked);
    }

    [Fact]
    public async Task CardThatACrashLeft_IsTakenBackByTheNextProcess_OrChangedOn()
    {
        await using (var silent = Card("left"))
            await EndAsync(silent);
        Assert.Equal(["DELETE /v3/conversations/c-1/activities/left"], Asked);

        await using var working = Card("left");
        working.Progress(new(TurnStage.Listening, 1, 80));
        await PassAsync(4);
        await UntilAsync(() => Asked[^1] == "PUT /v3/conversations/c-1/activities/left");
    }

    [Fact]
    public async Task ChannelThatDeletesNothing_IsToldThatItIsDone()
    {
        await using var card = Card("left");
        _answer = "405 Method Not Allowed";

        await EndAsync(card);

        Assert.Equal(["DELETE /v3/conversations/c-1/activities/left", "PUT /v3/conversations/c-1/activities/left"], Asked);
        Assert.Contains("Done reading.", string.Concat(_network.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("403 Forbidden")]
    [InlineData("502 Bad Gateway")]
    public async Task CardThatIsRefused_OrMayHaveArrived_IsNotSentAgain(string answer)
    {
        _answer = answer;
        await using var card = Card();
        for (var second = 0; second < 20; second++)
        {
            card.Progress(new(TurnStage.Listening, second, 80));
            await PassAsync(1);
        }
        await UntilAsync(() => Asked.Length > 0);
        await EndAsync(card);

        Assert.Equal(["POST /v3/conversations/c-1/activities/a-1"], Asked);
        Assert.Empty(_noted);
    }

    [Fact]
    public void Card_TellsHowFarItIs_InTheReadersLanguage()
    {
        var card = Json(Assistant.Channels.BotFramework.Cards.ProgressCard.Of(new(TurnStage.Listening, 20, 80), "en"));
        Assert.Equal(("1.5", "Listening, 0:20 of 1:20…"), (card.GetProperty("version").GetString(), card.GetProperty("fallbackText").GetString()));
        Assert.Equal([25, 75], card.GetProperty("body")[1].GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("width").GetInt32()));

        var begun = Json(Assistant.Channels.BotFramework.Cards.ProgressCard.Of(new(TurnStage.ReadingDocuments, 0, 40, "报告.pdf"), "zh"));
        Assert.Equal("正在阅读报告.pdf，0 / 40…", begun.GetProperty("fallbackText").GetString());
        Assert.Equal(100, Assert.Single(begun.GetProperty("body")[1].GetProperty("columns").EnumerateArray()).GetProperty("width").GetInt32());

        Assert.Single(Json(Assistant.Channels.BotFramework.Cards.ProgressCard.Of(new(TurnStage.Thinking), "en")).GetProperty("body").EnumerateArray());
    }

    public void Dispose() => _http.Dispose();

    private static JsonElement Json(System.Text.Json.Nodes.JsonObject card) => JsonSerializer.SerializeToElement(card);

    private LiveCard Card(string? left = null) => new(
        new ReplyAddress(new Uri("http://smba.example.com"), "msteams", "c-1", "groupChat", true, "a-1", new("bot"), new("user"), null, false, App, left), new ConnectorClient(_http),
        noted =>
        {
            _noted.Add(noted);
            return Task.CompletedTask;
        },
        "en", TimeSpan.FromSeconds(5), _time, NullLogger.Instance);

    private async Task PassAsync(double seconds)
    {
        for (var tenth = 0; tenth < seconds * 10; tenth += 5)
        {
            _time.Advance(TimeSpan.FromSeconds(Math.Min(.5, seconds - (tenth / 10.0))));
            await Task.Delay(5, Cancelled);
        }
    }

    /// <summary>What the clock has started may still be running.</summary>
    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var tries = 0; !isSo(); tries++)
        {
            Assert.InRange(tries, 0, 500);
            await Task.Delay(20, Cancelled);
        }
    }

    /// <summary>Retries wait by the clock.</summary>
    private async Task EndAsync(LiveCard card)
    {
        var ending = card.EndAsync(Cancelled).AsTask();
        await Task.WhenAny(ending, Task.Delay(200, Cancelled));
        while (!ending.IsCompleted)
            await PassAsync(.5);
        await ending;
    }
}
