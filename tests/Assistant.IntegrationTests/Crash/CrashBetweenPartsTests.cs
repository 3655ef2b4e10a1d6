using Assistant.IntegrationTests.BotFramework;
using Assistant.IntegrationTests.Model;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Crash;

/// <summary>A long answer goes out in parts; the server is killed (SIGKILL) while one of them is on its way.</summary>
public sealed class CrashBetweenPartsTests : IDisposable
{
    private static readonly string s_answer = string.Join("\n\n", Enumerable.Range(1, 60).Select(i => $"Paragraph {i}: {new string('x', 150)}."));
    private readonly string _data = Directory.CreateTempSubdirectory("assistant-crash-").FullName;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Kill_WhileAPartIsSent_SendsThatOneAndThoseAfterItOnce(int part)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var connector = await ConnectorStub.StartAsync();
        await using var model = await StubModelServer.StartAsync(cancellationToken);
        model.Otherwise = _ => StubReply.Text(s_answer);
        var arrived = new List<Sent>();
        await using (var doomed = await StartAsync(model, cancellationToken))
        {
            connector.Misbehave = async (nth, _) =>
            {
                if (nth < part)
                    return false;
                await doomed.KillAsync();
                return true;
            };
            using var http = new HttpClient { BaseAddress = doomed.Address };
            await http.PostToDoomedAsync(Posted.Message(connector.Address, "Write sixty paragraphs about the fjords.", "c-parts", channel: "slack"));
            while (arrived.Count < part - 1)
                arrived.Add(await connector.NextAsync());
            await doomed.WaitForExitAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
        }

        connector.Misbehave = null;
        await using var server = await StartAsync(model, cancellationToken);
        while (arrived.Count < 3)
            arrived.Add(await connector.NextAsync());
        // The one that was on its way may have arrived, and says so; those after it were never sent.
        Assert.Equal(s_answer, string.Join("\n\n", arrived.Select((sent, i) => i == part - 1 ? DeliveryTests.WithoutNote(sent.Text) : sent.Text)));
        await connector.StaysSilentAsync(MortalServer.Silence);
    }

    public void Dispose() => DataFolder.Remove(_data);

    private Task<ServerProgram> StartAsync(StubModelServer model, CancellationToken cancellationToken) => ServerProgram.StartAsync(Checkout.Server, _data,
        new Dictionary<string, string>(MortalServer.Hasty) { ["Model:Endpoint"] = model.Endpoint.AbsoluteUri, ["Model:Name"] = "stub" },
        Faults.None, null, cancellationToken);
}
