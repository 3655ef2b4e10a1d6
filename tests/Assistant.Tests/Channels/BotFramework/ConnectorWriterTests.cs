using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using Assistant.Agent;
using Assistant.Channels.BotFramework;
using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Cards;
using Assistant.Channels.BotFramework.Fetching;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Channels.BotFramework.Outbound.Connector;
using Assistant.Conversations;
using Assistant.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Channels.BotFramework;

/// <summary>Messages of which nobody knows whether they arrived.</summary>
public sealed class ConnectorWriterTests : IAsyncLifetime
{
    private readonly BotFrameworkOptions _options = new();
    private readonly ConcurrentQueue<string> _counted = new();
    private readonly AsyncLocal<bool> _isMine = new();
    private LoopbackConnector _connector = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _connector = await LoopbackConnector.StartAsync();

    public ValueTask DisposeAsync() => _connector.DisposeAsync();

    [Theory]
    [InlineData("en", "*Sent again, as it is not certain that it arrived before.*\n\nThe rent is 1,240 EUR.")]
    [InlineData("zh", "*再次发送：无法确定之前是否已送达。*\n\nThe rent is 1,240 EUR.")]
    public async Task MayHaveArrived_IsSentAgainWithANote_AndCounted(string language, string expected)
    {
        await DeliverAsync(new PartSend(0, MayHaveArrived: true), language);

        Assert.Equal(expected, Texts.Single());
        Assert.Equal(["sent_again"], _counted);
    }

    [Fact]
    public async Task MayHaveArrived_WhereTheOperatorSaysSo_IsLeft_AndCounted()
    {
        _options.ResendWhenUnknown = false;

        Assert.Null(await DeliverAsync(new PartSend(0, MayHaveArrived: true)));

        Assert.Empty(_connector.Requests);
        Assert.Equal(["left"], _counted);
    }

    [Fact]
    public async Task UnknownOutcome_WhereTheOperatorSaysSo_IsLeft_AndCounted()
    {
        _options.ResendWhenUnknown = false;
        _connector.Answer = _ => (HttpStatusCode.BadGateway, "");

        Assert.Null(await DeliverAsync(new PartSend(0, MayHaveArrived: false)));

        Assert.Equal("The rent is 1,240 EUR.", Texts.Single());
        Assert.Equal(["left"], _counted);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway, true)]
    [InlineData(HttpStatusCode.GatewayTimeout, true)]
    [InlineData(HttpStatusCode.Unauthorized, null)]
    public async Task FirstTry_HasNoNote_AndSaysWhetherItMayHaveArrived(HttpStatusCode status, bool? mayHaveArrived)
    {
        _connector.Answer = _ => (status, "");

        var error = await Record.ExceptionAsync(() => DeliverAsync(new PartSend(0, MayHaveArrived: false)));

        Assert.Equal(mayHaveArrived, (error as DeliveryException)?.MayHaveArrived);
        Assert.Equal("The rent is 1,240 EUR.", Texts.Single());
        Assert.Empty(_counted);
    }

    [Fact]
    public async Task TooLargeForTheChannel_ArrivesInShorterMessages()
    {
        _connector.Answer = nth => _connector.Requests.ElementAt(nth - 1).Length > 2_500 ? (HttpStatusCode.RequestEntityTooLarge, "") : (HttpStatusCode.Created, $"{{\"id\":\"shown-{nth}\"}}");
        var text = string.Join("\n\n", Enumerable.Range(1, 30).Select(i => $"Paragraph {i}: {new string('x', 90)}."));

        var id = await DeliverAsync(new PartSend(0, MayHaveArrived: false), text: text);

        Assert.Equal(text, string.Join("\n\n", _connector.Requests.Where(request => request.Length <= 2_500).Select(TextOf)));
        Assert.Equal($"shown-{_connector.Requests.Count}", id);
    }

    [Fact]
    public async Task ChannelThatCallsEverythingTooLarge_IsGivenUp()
    {
        _connector.Answer = _ => (HttpStatusCode.RequestEntityTooLarge, "");

        Assert.Null(await DeliverAsync(new PartSend(0, MayHaveArrived: false), text: string.Join(' ', Enumerable.Repeat("word", 700))));

        Assert.InRange(_connector.Requests.Count, 4, 10);
    }

    [Fact]
    public async Task PieceThatFails_AfterOthersArrived_MayHaveArrived()
    {
        _connector.Answer = nth => nth switch { 1 => (HttpStatusCode.RequestEntityTooLarge, ""), 2 => (HttpStatusCode.Created, "{}"), _ => (HttpStatusCode.TooManyRequests, "") };

        var error = await Assert.ThrowsAsync<DeliveryException>(() => DeliverAsync(new PartSend(0, MayHaveArrived: false), text: string.Join(' ', Enumerable.Repeat("word", 200))));

        Assert.True(error.MayHaveArrived);
    }

    private IEnumerable<string?> Texts => _connector.Requests.Select(TextOf);

    private static string? TextOf(string request)
    {
        using var body = JsonDocument.Parse(request[request.IndexOf('{', StringComparison.Ordinal)..]);
        return body.RootElement.GetProperty("text").GetString();
    }

    private async Task<string?> DeliverAsync(PartSend part, string language = "en", string text = "The rent is 1,240 EUR.")
    {
        _isMine.Value = true;
        using var listener = new MeterListener { InstrumentPublished = (instrument, listener) => { if (instrument.Name == UnknownSends.CounterName) listener.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => { if (_isMine.Value) _counted.Enqueue((string)tags[0].Value!); });
        listener.Start();
        using var http = Http();
        var to = Address();
        await using var writer = new ConnectorWriter(StoreData.NewConversation(), to, new ConnectorClient(http), new AnswerOffers(null!, null!, null!), null, _options, TimeProvider.System, NullLogger.Instance);
        var reply = new StoredActivity
        {
            Watermark = 2, Id = "r-2", Author = ActivityAuthor.Assistant, From = new("assistant"), At = StoreData.Now,
            Answer = new Answer { Text = text, Found = true, Model = "quotes", Language = language },
        };
        return await writer.DeliverAsync(reply, part, Cancelled);
    }

    private ReplyAddress Address() => new(new Uri(_connector.Address), "slack", "c-1", null, false, "a-1", new("bot"), new("user"), null, false);

    private ConnectorHttp Http()
    {
        var options = Options.Create(_options);
        var apps = new AppRegistrations(options);
        var urls = new ServiceUrls(apps, options);
        return new(new CheckedConnections(new SystemNetwork()), new FetchRules(options, apps, urls), urls, new FixedTokens { NeedsNone = true }, options, TimeProvider.System);
    }
}
