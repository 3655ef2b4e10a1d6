using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Assistant.IntegrationTests.Processes;
using Assistant.IntegrationTests.Server;
using Assistant.Privacy;

namespace Assistant.IntegrationTests.Privacy;

/// <summary>What an operator's program asks of a running server.</summary>
public sealed class OperatorTests(OperatorTests.ServerWithAKey fixture) : IClassFixture<OperatorTests.ServerWithAKey>
{
    private const string Key = "an operator's key of some length";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Erase_WhileTheServerRuns_GivesAReceiptAndNothingComesBack()
    {
        var server = fixture.Server;
        using var client = new ConversationClient { Server = new Uri(server.Address) };
        await client.StartAsync(Token);
        Assert.True(await client.PostAsync("hello", "m-1", Token));
        await client.AnsweredAsync(1, TimeSpan.FromSeconds(20), Token);

        using var response = await AskAsync(server, Key, new { subject = client.User });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var receipt = ErasureReceipt.Parse(await response.Content.ReadAsByteArrayAsync(Token))!;
        Assert.True(receipt.IsAuthentic());
        Assert.Equal(2, receipt.Covered["activities"]);
        Assert.Empty(await client.ActivitiesOrNoneAsync(Token));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("a wrong key of some length too", HttpStatusCode.Unauthorized)]
    [InlineData(Key, HttpStatusCode.BadRequest)]
    public async Task Erase_WithoutTheKeyOrAPerson_IsRefused(string? key, HttpStatusCode expected)
    {
        var server = fixture.Server;
        using var response = await AskAsync(server, key, new { subject = key == Key ? "" : "dl_anna" });
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Erase_OnAServerWithoutAnOperatorKey_IsNotThere()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted);
        using var response = await AskAsync(server, Key, new { subject = "dl_anna" });
        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed });
    }

    private static async Task<HttpResponseMessage> AskAsync(RunningServer server, string? key, object body)
    {
        using var http = server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/operator/erase", UriKind.Relative)) { Content = JsonContent.Create(body) };
        // JsonContent alone would be sent in chunks, without a length.
        await request.Content.LoadIntoBufferAsync(Token);
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return await http.SendAsync(request, Token);
    }

    public sealed class ServerWithAKey : ServerFixture
    {
        protected override string[] Settings => ["--Server:OperatorKey", Key];
    }
}
