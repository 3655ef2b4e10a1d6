using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.IntegrationTests.Processes;
using Assistant.IntegrationTests.Server;
using Microsoft.AspNetCore.Http;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>The answer as Teams shows it while it is written.</summary>
public sealed class TeamsStreamTests(ServerFixture fixture) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    private const string ByReader = "Content stream was canceled by user.";
    private HttpClient _http = null!;
    private ConnectorStub _connector = null!;

    public async ValueTask InitializeAsync() => (_http, _connector) = (fixture.Server.CreateClient(), await ConnectorStub.StartAsync());

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _connector.DisposeAsync();
    }

    [Fact]
    public async Task LongAnswer_IsStreamedAndEndedByTheMessage()
    {
        await SayAsync("steady please, and at length");

        var (pieces, answer) = await StreamAsync();

        Assert.Equal(["streaming"], pieces.Select(piece => Info(piece, "streamType")).Distinct());
        Assert.Equal(Enumerable.Range(1, pieces.Count), pieces.Select(piece => Entity(piece).GetProperty("streamSequence").GetInt32()));
        Assert.False(Entity(pieces[0]).TryGetProperty("streamId", out _));
        Assert.StartsWith("word1 ", pieces[0].Text, StringComparison.Ordinal);
        var (final, origin) = (Entity(answer), answer.Activity.GetProperty("entities")[0]);
        Assert.Equal(("final", pieces[0].Id), (final.GetProperty("streamType").GetString(), final.GetProperty("streamId").GetString()));
        Assert.False(final.TryGetProperty("streamSequence", out _));
        Assert.Equal("AIGeneratedContent", origin.GetProperty("additionalType")[0].GetString());
        Assert.All(pieces.Skip(1), piece => Assert.Equal(pieces[0].Id, Info(piece, "streamId")));
        Assert.StartsWith(pieces[^1].Text!, answer.Text, StringComparison.Ordinal);
        Assert.Equal("word1 word2 word3 word4 word5 word6 word7 word8 word9 word10 You said: steady please, and at length", answer.Text);
    }

    /// <summary>As one of a model whose citations were set right: Teams takes no such end.</summary>
    [Fact]
    public async Task AnswerThatReadsOtherwiseThanWhatGrew_TakesThePlaceOfTheEndedStream()
    {
        await SayAsync("slow please");

        var (pieces, end) = await StreamAsync();
        var answer = await _connector.NextAsync();

        Assert.Equal(("final", pieces[0].Id, pieces[^1].Text), (Info(end, "streamType"), Info(end, "streamId"), end.Text));
        Assert.Equal((true, pieces[0].Id, "You said: slow please"), (answer.Replaces, answer.Id, answer.Text));
        Assert.DoesNotContain(answer.Activity.GetProperty("entities").EnumerateArray(), entity => entity.GetProperty("type").GetString() == "streaminfo");
        Assert.Equal(2, _connector.Messages);
    }

    /// <summary>The answer that comes later ends the stream, which the outbox knows as well as the next process does.</summary>
    [Fact]
    public async Task EndThatIsPutOff_EndsTheStreamWhenItIsTriedAgain()
    {
        _connector.Misbehave = (nth, context) =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.FromResult(nth == 1);
        };
        await SayAsync("steady please");

        var (pieces, answer) = await StreamAsync();

        Assert.Equal(("final", pieces[0].Id), (Info(answer, "streamType"), Info(answer, "streamId")));
        Assert.StartsWith("word1 ", answer.Text, StringComparison.Ordinal);
    }

    /// <summary>Between the end of the stream and the answer in its place the connector is away: it is no second message.</summary>
    [Fact]
    public async Task AnswerWhosePlaceIsPutOff_TakesItWhenItIsTriedAgain()
    {
        // A change that may have been made is made again at once, four times in all.
        _connector.MisbehaveReplace = nth => nth <= 4 ? StatusCodes.Status503ServiceUnavailable : null;
        await SayAsync("slow please");

        var (pieces, end) = await StreamAsync();
        var answer = await _connector.NextAsync();

        Assert.Equal((pieces[0].Id, pieces[^1].Text), (Info(end, "streamId"), end.Text));
        Assert.Equal((true, pieces[0].Id, "You said: slow please"), (answer.Replaces, answer.Id, answer.Text));
        await _connector.StaysSilentAsync(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task QuickAnswer_HasNoStream()
    {
        var (pieces, answer) = await ShortTurn.AskAsync(async () =>
        {
            await SayAsync("cite it");
            return await StreamAsync();
        });

        Assert.Empty(pieces);
        Assert.DoesNotContain(answer.Activity.GetProperty("entities").EnumerateArray(), entity => entity.GetProperty("type").GetString() == "streaminfo");
    }

    [Fact]
    public async Task StreamThatTheChannelRefuses_BecomesAnOrdinaryMessage()
    {
        _connector.MisbehaveStream = (_, context) => RefuseAsync(context);
        await SayAsync("slow please");

        var (_, answer) = await StreamAsync();

        Assert.Equal("You said: slow please", answer.Text);
        Assert.DoesNotContain(answer.Activity.GetProperty("entities").EnumerateArray(), entity => entity.GetProperty("type").GetString() == "streaminfo");
        Assert.Equal(1, _connector.Messages);
    }

    [Fact]
    public async Task EndThatTheChannelRefuses_BecomesAnOrdinaryMessage()
    {
        _connector.Misbehave = (nth, context) => nth == 1 ? RefuseAsync(context) : Task.FromResult(false);
        await SayAsync("steady please");

        var (pieces, answer) = await StreamAsync();

        Assert.NotEmpty(pieces);
        Assert.Equal("word1 word2 word3 word4 word5 word6 word7 word8 word9 word10 You said: steady please", answer.Text);
        Assert.DoesNotContain(answer.Activity.GetProperty("entities").EnumerateArray(), entity => entity.GetProperty("type").GetString() == "streaminfo");
    }

    [Fact]
    public async Task ReaderWhoStopsTheStream_StopsTheTurn()
    {
        _connector.MisbehaveStream = (_, context) => RefuseAsync(context, ByReader);
        var chat = await SayAsync("wait please");

        // The turn would take for ever.
        await SayAsync("hello", chat: chat);

        Assert.Equal("You said: hello", (await _connector.NextAsync()).Text);
        Assert.Equal(1, _connector.Messages);
    }

    [Fact]
    public async Task ReaderWhoStopsTheStreamAtItsEnd_GetsNoMessageInItsPlace()
    {
        _connector.Misbehave = (nth, context) => nth == 1 ? RefuseAsync(context, ByReader) : Task.FromResult(false);
        var chat = await SayAsync("slow please");
        await Eventually.HoldsAsync(() => _connector.Messages == 1);

        await SayAsync("hello", chat: chat);

        Assert.Equal("You said: hello", (await _connector.NextAsync()).Text);
        Assert.Equal(2, _connector.Messages);
    }

    [Fact]
    public async Task TurnThatIsStopped_EndsItsStream()
    {
        var chat = await SayAsync("wait please");
        var piece = await _connector.NextAsync("typing");
        await SayAsync("stop", chat: chat);

        var end = await _connector.NextAsync();
        Assert.Equal(("final", piece.Id), (Info(end, "streamType"), Info(end, "streamId")));
        Assert.StartsWith(piece.Text!, end.Text, StringComparison.Ordinal);
        Assert.DoesNotContain((await _connector.NextAsync()).Activity.GetProperty("entities").EnumerateArray(), entity => entity.GetProperty("type").GetString() == "streaminfo");
    }

    [Theory]
    [InlineData("groupChat")]
    [InlineData("channel")]
    public async Task SharedConversation_HasTypingOnly(string type)
    {
        await SayAsync("<at>Assistant</at> slow please", type);

        Assert.False((await _connector.NextAsync("typing")).Activity.TryGetProperty("text", out _));
        var answer = await _connector.NextAsync();
        Assert.DoesNotContain(answer.Activity.GetProperty("entities").EnumerateArray(), entity => entity.GetProperty("type").GetString() == "streaminfo");
    }

    private async Task<(List<Sent> Pieces, Sent Answer)> StreamAsync()
    {
        var pieces = new List<Sent>();
        for (; ; )
        {
            var sent = await _connector.NextAsync(null);
            if (sent.Activity.GetProperty("type").GetString() == "message")
                return (pieces, sent);
            pieces.Add(sent);
        }
    }

    /// <returns>The chat.</returns>
    private async Task<string> SayAsync(string text, string type = "personal", string? chat = null)
    {
        var activity = Posted.Message(_connector.Address, text, chat, channel: "msteams");
        activity["conversation"]!["conversationType"] = type;
        using var response = await _http.PostActivityAsync(activity);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return activity["conversation"]!["id"]!.GetValue<string>();
    }

    private static JsonElement Entity(Sent sent) => sent.Activity.GetProperty("entities").EnumerateArray().Single(entity => entity.GetProperty("type").GetString() == "streaminfo");

    private static string? Info(Sent sent, string name) => Entity(sent).GetProperty(name).GetString();

    private static async Task<bool> RefuseAsync(HttpContext context, string message = "Content stream is not allowed.")
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        await context.Response.WriteAsJsonAsync(new JsonObject { ["error"] = new JsonObject { ["code"] = "ContentStreamNotAllowed", ["message"] = message } });
        return true;
    }
}
