using System.Text.Json;
using Assistant.IntegrationTests.DirectLine;
using Assistant.IntegrationTests.Server;
using Assistant.Speech;
using Visitor = Assistant.IntegrationTests.Server.Browser;

namespace Assistant.IntegrationTests.Speech;

/// <summary>Answers read aloud, by the page's request.</summary>
public sealed class AnswerSpeechTests(SpokenAnswers fixture) : IClassFixture<SpokenAnswers>
{
    private const double BytesPerSecond = 44_100;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("hello there", 0.8, 6)]
    [InlineData("你好，请问发票总额是多少", 1.5, 15)]
    public async Task Answer_IsReadAloud(string question, double least, double most)
    {
        SpokenAnswers.SkipWithoutVoice();
        var ann = await Visitor.OpenAsync(fixture.Server);
        var (conversation, answer) = await SpokenAnswers.AnsweredAsync(ann, question);

        using var response = await ann.SendAsync(HttpMethod.Get, Address(conversation, answer));
        var sound = await response.Content.ReadAsByteArrayAsync(Cancelled);
        Assert.Equal((200, "audio/wav", "no-store"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, response.Headers.CacheControl?.ToString()));
        Assert.Equal(22_050, WaveHeader.SampleRateOf(sound));
        Assert.InRange((sound.Length - WaveHeader.Length) / BytesPerSecond, least, most);
        Assert.Contains(sound.Skip(WaveHeader.Length), b => b is > 20 and < 235);
    }

    [Fact]
    public async Task LongAnswer_IsReadToTheEndOfASentence_AndSaysSo()
    {
        SpokenAnswers.SkipWithoutVoice();
        var ann = await Visitor.OpenAsync(fixture.Server);
        var (conversation, answer) = await SpokenAnswers.AnsweredAsync(ann, string.Concat(Enumerable.Repeat("This goes on for long. ", 200)));

        using var response = await ann.SendAsync(HttpMethod.Get, Address(conversation, answer));
        Assert.Equal(200, (int)response.StatusCode);
        // 300 characters take some 20 s; all of the 4,600 would take five minutes.
        Assert.InRange((await response.Content.ReadAsByteArrayAsync(Cancelled)).Length / BytesPerSecond, 8, 60);
    }

    [Fact]
    public async Task OnlyOnesOwnAnswers_AreReadAloud()
    {
        SpokenAnswers.SkipWithoutVoice();
        var (ann, bob) = (await Visitor.OpenAsync(fixture.Server), await Visitor.OpenAsync(fixture.Server));
        var (conversation, answer) = await SpokenAnswers.AnsweredAsync(ann, "mine");
        var (other, _) = await SpokenAnswers.AnsweredAsync(bob, "his");
        var own = (await ann.ActivitiesAsync(conversation))[0].GetProperty("id").GetString()!;

        await RefusedAsync(bob, conversation, answer, 404, "NotFound");
        await RefusedAsync(bob, other, answer, 404, "NotFound");
        await RefusedAsync(ann, conversation, own, 404, "NotFound");
        await RefusedAsync(ann, conversation, "a-never", 404, "NotFound");
        using var http = fixture.Server.CreateClient();
        using var unknown = await http.GetAsync(Address(conversation, answer), Cancelled);
        Assert.Equal(401, (int)unknown.StatusCode);
    }

    [Fact]
    public async Task WithoutTheOption_NothingIsReadAloud_AndThePageIsTold()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted);
        var ann = await Visitor.OpenAsync(server);
        var (conversation, answer) = await SpokenAnswers.AnsweredAsync(ann, "hello");

        await RefusedAsync(ann, conversation, answer, 404, "SpeechOutputOff");
        Assert.False(await IsOnAsync(server));
    }

    [Fact]
    public async Task ThePage_IsToldThatAnswersAreReadAloud()
    {
        SpokenAnswers.SkipWithoutVoice();
        Assert.True(await IsOnAsync(fixture.Server));
    }

    private static string Address(string conversation, string answer) => $"/api/page/conversations/{conversation}/answers/{answer}/speech";

    private static async Task RefusedAsync(Visitor browser, string conversation, string answer, int status, string code)
    {
        using var response = await browser.SendAsync(HttpMethod.Get, Address(conversation, answer));
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(code, await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    private static async Task<bool> IsOnAsync(RunningServer server)
    {
        using var http = server.CreateClient();
        using var response = await http.GetAsync("/api/page/info", Cancelled);
        JsonElement info = await DirectLineClient.ReadAsync(response);
        return info.GetProperty("features").EnumerateArray().Single(each => each.GetProperty("name").GetString() == "speechOutput").GetProperty("available").GetBoolean();
    }
}
