using Assistant.IntegrationTests.Deploy;
using Assistant.IntegrationTests.Server;
using Visitor = Assistant.IntegrationTests.Server.Browser;

namespace Assistant.IntegrationTests.Speech;

/// <summary>A server that reads its scripted answers aloud.</summary>
public sealed class SpokenAnswers : IAsyncLifetime
{
    private RunningServer? _server;

    internal RunningServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync(RunningServer.Scripted, "--Speech:Output:Enabled", "true", "--Speech:Output:MaxCharacters", "300");

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    internal static void SkipWithoutVoice() => Assert.SkipUnless(Tool.Find("espeak-ng") is not null, "espeak-ng is not installed: apt-get install espeak-ng");

    internal static async Task<(string Conversation, string Answer)> AnsweredAsync(Visitor browser, string question)
    {
        var conversation = await browser.SayAsync(question);
        for (var look = 0; look < 600; look++)
        {
            if (await browser.ActivitiesAsync(conversation) is [_, var answer])
                return (conversation, answer.GetProperty("id").GetString()!);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException("The question was not answered within 30 s.");
    }
}
