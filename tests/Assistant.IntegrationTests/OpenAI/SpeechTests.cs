using System.Net;
using System.Net.Http.Json;
using Assistant.IntegrationTests.Server;
using Assistant.IntegrationTests.Speech;
using Assistant.Speech;
using OpenAI;
using OpenAI.Audio;

namespace Assistant.IntegrationTests.OpenAI;

/// <summary>Texts read aloud for other programs, by OpenAI's own client library.</summary>
public sealed class SpeechTests(SpokenAnswers spoken) : IClassFixture<SpokenAnswers>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("assistant", "default", "Good morning.")]
    [InlineData("espeak-ng", "en-us", "Good morning.")]
    [InlineData("assistant", "default", "早上好。")]
    public async Task Client_GetsAWaveFile(string model, string voice, string text)
    {
        SpokenAnswers.SkipWithoutVoice();
        var client = new OpenAIClient(new System.ClientModel.ApiKeyCredential("unused"), new OpenAIClientOptions { Endpoint = new Uri($"{spoken.Server.Address}/v1") });

        var sound = await client.GetAudioClient(model).GenerateSpeechAsync(text, new GeneratedSpeechVoice(voice), new SpeechGenerationOptions { ResponseFormat = GeneratedSpeechFormat.Wav }, Cancelled);
        Assert.Equal(22_050, WaveHeader.SampleRateOf(sound.Value.ToMemory().Span));
        Assert.True(sound.Value.ToMemory().Length > 20_000);
    }

    [Theory]
    [InlineData("""{"input":"x"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"model":"tts-9","input":"x"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"model":"assistant","input":" "}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"model":"assistant","input":"x","voice":"../x"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"model":"assistant","input":"x","response_format":"mp3"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"model":"assistant","input":"x","speed":90}""", HttpStatusCode.BadRequest)]
    [InlineData("long", HttpStatusCode.RequestEntityTooLarge)]
    public async Task BadRequest_IsRefused(string body, HttpStatusCode status)
    {
        SpokenAnswers.SkipWithoutVoice();
        using var http = spoken.Server.CreateClient();
        body = body == "long" ? $$"""{"model":"assistant","input":"{{new string('x', 301)}}"}""" : body;
        using var response = await http.PostAsync("/v1/audio/speech", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Cancelled);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task WithoutTheOption_ItIsNotThere()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted);
        using var http = server.CreateClient();
        using var response = await http.PostAsJsonAsync("/v1/audio/speech", new { model = "assistant", input = "x" }, Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
