using Assistant.Inference.Tests.Exports;
using Assistant.IntegrationTests.Server;
using Assistant.Server.Health;
using Assistant.Speech;
using Microsoft.Extensions.DependencyInjection;
using Visitor = Assistant.IntegrationTests.Server.Browser;

namespace Assistant.IntegrationTests.Speech;

/// <summary>A Piper voice among the models reads answers aloud, with eSpeak's phonemes; eSpeak itself speaks the other languages.</summary>
public sealed class PiperVoiceTests : IDisposable
{
    private readonly DirectoryInfo _models = Directory.CreateTempSubdirectory("piper-");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answer_IsReadByTheVoiceOfItsLanguage()
    {
        SpokenAnswers.SkipWithoutVoice();
        TinyVits.Write(_models.FullName, "en_US-tiny", "en-US");
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted, "--Speech:Output:Enabled", "true", "--Models:Directory", _models.FullName);
        var ann = await Visitor.OpenAsync(server);

        Assert.Equal(TinyVits.SampleRate, await RateAsync(ann, "hello there, how are you"));
        Assert.Equal(22_050, await RateAsync(ann, "你好，请问发票总额是多少"));
        Assert.Contains(server.Services.GetRequiredService<InstalledFeatures>().All(), feature => feature is { Name: "speechOutput", Available: true } && feature.Detail!.Contains("piper, espeak-ng", StringComparison.Ordinal));
    }

    [Fact]
    public async Task BrokenVoice_LeavesTheWordToESpeak()
    {
        SpokenAnswers.SkipWithoutVoice();
        TinyVits.Write(_models.FullName, "en_US-tiny", "en-US", input: "text");
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted, "--Speech:Output:Enabled", "true", "--Models:Directory", _models.FullName);

        Assert.Equal(22_050, await RateAsync(await Visitor.OpenAsync(server), "hello there, how are you"));
    }

    public void Dispose() => _models.Delete(recursive: true);

    private static async Task<int?> RateAsync(Visitor browser, string question)
    {
        var (conversation, answer) = await SpokenAnswers.AnsweredAsync(browser, question);
        using var response = await browser.SendAsync(HttpMethod.Get, $"/api/page/conversations/{conversation}/answers/{answer}/speech");
        var sound = await response.Content.ReadAsByteArrayAsync(Cancelled);
        Assert.True(sound.Length > WaveHeader.Length, $"{response.StatusCode}, {sound.Length} bytes");
        return WaveHeader.SampleRateOf(sound);
    }
}
