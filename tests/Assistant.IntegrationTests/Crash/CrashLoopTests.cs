using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Crash;

/// <summary>A message that ends the program each time its turn runs does not do so for ever, and holds up nobody.</summary>
public sealed class CrashLoopTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly string _data = Directory.CreateTempSubdirectory("assistant-crash-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_AtEachTry_IsGivenUpWithAnApology()
    {
        var port = FreePort.Take();
        using var client = new ConversationClient { Server = new Uri($"http://127.0.0.1:{port}") };
        await using (var doomed = await StartAsync(port, "begin:answer"))
        {
            await client.StartAsync(Token);
            // The fault tells that it was accepted: the kill may come before the answer to the post.
            await client.PostAsync("What time is it?", "m-1", Token);
            await doomed.WaitForExitAsync(Token).WaitAsync(s_patience, Token);
            Assert.Contains("fault:", doomed.Output, StringComparison.Ordinal);
        }
        await using (var doomed = await StartAsync(port, "begin:answer"))
        {
            await doomed.WaitForExitAsync(Token).WaitAsync(s_patience, Token);
            Assert.Contains("fault:", doomed.Output, StringComparison.Ordinal);
        }

        await using var server = await StartAsync(port, null);

        var answer = (await client.AnsweredAsync(1, s_patience, Token)).Single(ConversationClient.IsAnswer);
        Assert.Contains("interrupted each time", ConversationClient.Text(answer), StringComparison.Ordinal);
        Assert.True(await client.PostAsync("Thank you", "m-2", Token));
        await client.AnsweredAsync(2, s_patience, Token);
    }

    public void Dispose() => DataFolder.Remove(_data);

    private Task<ServerProgram> StartAsync(int port, string? step) => ServerProgram.StartAsync(Checkout.Server, _data, new Dictionary<string, string> { ["Turns:MaxInterruptions"] = "1" },
        Faults.KillAt(step), port, Token);
}
