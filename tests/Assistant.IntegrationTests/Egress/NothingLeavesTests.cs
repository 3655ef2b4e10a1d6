using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Egress;

public sealed class NothingLeavesTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>The page, a picture, a voice note and a document, with every model that is installed, and not one connect or datagram to another host is tried.</summary>
    [Fact]
    public async Task WholeProgram_WithoutANetwork_WorksAndTriesNoOtherHost()
    {
        Assert.SkipWhen(SealedServer.Missing is not null, SealedServer.Missing ?? "");
        var cancellationToken = TestContext.Current.CancellationToken;
        var samples = Path.Combine(Checkout.Root, "web", "samples");
        await using var server = await SealedServer.StartAsync(Checkout.Server, cancellationToken);
        using (var page = new HttpClient(server.CreateHandler()) { BaseAddress = server.Address })
            Assert.Contains("<html", await page.GetStringAsync(new Uri("/", UriKind.Relative), cancellationToken), StringComparison.OrdinalIgnoreCase);
        using var client = new ConversationClient(server.CreateHandler()) { Server = server.Address };
        await client.StartAsync(cancellationToken);

        Assert.True(await client.PostAsync("What is the total due?", "picture", cancellationToken, Path.Combine(samples, "invoice.png")));
        Assert.True(await client.PostAsync("", "voice", cancellationToken, Path.Combine(samples, "voice-note.ogg")));
        Assert.True(await client.PostAsync("How is it cleaned?", "document", cancellationToken, Path.Combine(samples, "manual.md")));
        var activities = await client.AnsweredAsync(3, s_patience, cancellationToken);

        var (outside, calls) = await server.EndAsync();
        Assert.All(activities.Where(ConversationClient.IsAnswer), answer => Assert.NotEmpty(ConversationClient.Text(answer)));
        Assert.Empty(outside);
        Assert.True(calls > 0, "strace saw nothing at all: the test would prove nothing");
        Assert.DoesNotContain(server.FilesInHome, file => file.Contains("onnxruntime", StringComparison.OrdinalIgnoreCase) || file.Contains("DeveloperTools", StringComparison.Ordinal));
    }
}
