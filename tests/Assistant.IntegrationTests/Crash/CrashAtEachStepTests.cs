using System.Net.Sockets;
using System.Text;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Crash;

/// <summary>The server is killed (SIGKILL) at each step of a turn, started again on the same data, and must answer what it accepted: once.</summary>
public sealed class CrashAtEachStepTests(MortalServer server) : IClassFixture<MortalServer>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData("begin:accept")]
    [InlineData("end:accept")]
    [InlineData("begin:wake")]
    [InlineData("begin:turn")]
    [InlineData("begin:recall")]
    [InlineData("end:recall")]
    [InlineData("begin:perceive")]
    [InlineData("end:perceive")]
    [InlineData("begin:answer")]
    [InlineData("end:answer")]
    [InlineData("begin:remember")]
    [InlineData("end:remember")]
    [InlineData("begin:record")]
    [InlineData("end:record")]
    public async Task Kill_AtAStep_AnswersOnceAfterTheRestart(string fault)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var note = Path.Combine(server.Data, "note.txt");
        await File.WriteAllTextAsync(note, "The rent of the depot is 1,240 EUR a month.\n", cancellationToken);
        using var client = new ConversationClient { Server = server.Address };
        await server.DoomAsync(fault);
        await client.StartAsync(cancellationToken);
        var accepted = await client.PostAsync("How much is the rent?", "m-1", cancellationToken, note);
        await server.DiesAsync();

        await server.StartAgainAsync();
        // A client that was not told "accepted" sends again, as the page does; the same message is still one message.
        if (!accepted)
            Assert.True(await client.PostAsync("How much is the rent?", "m-1", cancellationToken, note));
        await client.AnsweredAsync(1, s_patience, cancellationToken);
        await Task.Delay(s_settle, cancellationToken);
        var activities = await client.ActivitiesAsync(cancellationToken);
        Assert.Single(activities, ConversationClient.IsQuestion);
        var answer = Assert.Single(activities, ConversationClient.IsAnswer);
        Assert.Contains("1,240", ConversationClient.Text(answer), StringComparison.Ordinal);

        Assert.True(await client.PostAsync("Thank you", "m-2", cancellationToken));
        activities = await client.AnsweredAsync(2, s_patience, cancellationToken);
        Assert.Equal(4, activities.Count);
        await server.VerifyAsync();
    }

    [Fact]
    public async Task Kill_WhileAMessageArrives_LosesNothingThatWasAccepted()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await server.RunsAsync();
        using var client = new ConversationClient { Server = server.Address };
        await client.StartAsync(cancellationToken);
        using (var half = new TcpClient())
        {
            await half.ConnectAsync("127.0.0.1", server.Address.Port, cancellationToken);
            await half.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /v3/directline/conversations/{client.Conversation}/activities HTTP/1.1\r\nHost: 127.0.0.1:{server.Address.Port}\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{{\"type\":\"mess"), cancellationToken);
            await server.KillAsync();
        }

        await server.StartAgainAsync();
        Assert.True(await client.PostAsync("Hello", "m-1", cancellationToken));
        var activities = await client.AnsweredAsync(1, s_patience, cancellationToken);
        Assert.Equal(2, activities.Count);
    }
}
