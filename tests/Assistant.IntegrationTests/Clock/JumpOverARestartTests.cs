using Assistant.IntegrationTests.Crash;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Clock;

/// <summary>The server is killed (SIGKILL) while it answers, and the machine's clock is another one when it starts again.</summary>
public sealed class JumpOverARestartTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(2);
    private readonly string _data = Directory.CreateTempSubdirectory("assistant-clock-").FullName;

    [Theory]
    [InlineData(3_600, 0)]
    [InlineData(0, 3_600)]
    [InlineData(172_800, 0)]
    public async Task Kill_AndAnotherTimeAtTheRestart_AnswersEachOnceAndInOrder(int before, int after)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var port = FreePort.Take();
        using var client = new ConversationClient { Server = new Uri($"http://127.0.0.1:{port}") };
        await using (var doomed = await StartAsync(port, before, "begin:answer:2", cancellationToken))
        {
            using var told = new ToldAtTheEnd(doomed);
            Assert.Contains("fault: clock", doomed.Output, StringComparison.Ordinal);
            await client.StartAsync(cancellationToken);
            Assert.True(await client.PostAsync("Hello", "m-1", cancellationToken));
            await client.AnsweredAsync(1, s_patience, cancellationToken);
            await client.PostAsync("Thank you", "m-2", cancellationToken);
            await doomed.WaitForExitAsync(cancellationToken).WaitAsync(s_patience, cancellationToken);
        }

        await using var server = await StartAsync(port, after, null, cancellationToken);
        using var toldAgain = new ToldAtTheEnd(server);
        await client.AnsweredAsync(2, s_patience, cancellationToken);
        Assert.True(await client.PostAsync("Goodbye", "m-3", cancellationToken));
        await client.AnsweredAsync(3, s_patience, cancellationToken);
        await Task.Delay(s_settle, cancellationToken);

        var activities = await client.ActivitiesAsync(cancellationToken);
        Assert.Equal(["Hello", "Thank you", "Goodbye"], activities.Where(ConversationClient.IsQuestion).Select(ConversationClient.Text));
        var questions = activities.Where(ConversationClient.IsQuestion).Select(ConversationClient.Id).ToList();
        Assert.Equal(questions, activities.Where(ConversationClient.IsAnswer).Select(ConversationClient.ReplyTo));
    }

    public void Dispose() => DataFolder.Remove(_data);

    private Task<ServerProgram> StartAsync(int port, int secondsAhead, string? step, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>(Faults.KillAt(step)) { ["DOTNET_STARTUP_HOOKS"] = Checkout.FaultHook, ["ASSISTANT_TEST_CLOCK"] = $"{secondsAhead}" };
        return ServerProgram.StartAsync(Checkout.Server, _data, new Dictionary<string, string> { ["DirectLine:TokenLifetime"] = "3.00:00:00" }, environment, port, cancellationToken);
    }

    /// <summary>A failed test shows what the server wrote, and whether it still ran.</summary>
    private sealed class ToldAtTheEnd(ServerProgram server) : IDisposable
    {
        public void Dispose() => TestContext.Current.TestOutputHelper?.WriteLine($"{(server.HasExited ? "ended" : "running")}\n{server.Output}");
    }
}
