using System.Net.Http.Json;
using System.Text.Json;
using Assistant.IntegrationTests.DirectLine;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Server;

/// <summary>docs/page-api.md, as the page asks it.</summary>
public sealed class PageApiTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static readonly byte[] s_png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task Session_KeepsABrowsersIdentityAcrossRequestsAndRestarts()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted);
        using var first = await server.CreateClient().PostAsync(new Uri("/api/page/session", UriKind.Relative), null, TestContext.Current.CancellationToken);
        var cookie = first.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        var user = await Browser.OpenAsync(server, cookie);

        await server.RestartAsync();

        Assert.Equal(user.UserId, (await Browser.OpenAsync(server, cookie)).UserId);
        Assert.NotEqual(user.UserId, (await Browser.OpenAsync(server)).UserId);
    }

    [Fact]
    public async Task Session_OfASiteWithASecret_AsksForItOnce()
    {
        const string secret = "the access key of the site";
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted, "--DirectLine:Secret", secret);
        using var http = server.CreateClient();

        using var without = await PostSessionAsync(null, null);
        Assert.Equal("SignInRequired", (await DirectLineClient.ErrorAsync(without, 401)).Code);
        using var wrong = await PostSessionAsync("not the access key", null);
        await DirectLineClient.ErrorAsync(wrong, 401);
        using var shown = await PostSessionAsync(secret, null);
        Assert.Equal(200, (int)shown.StatusCode);
        using var later = await PostSessionAsync(null, shown.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        Assert.Equal(200, (int)later.StatusCode);

        async Task<HttpResponseMessage> PostSessionAsync(string? key, string? cookie)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/page/session");
            if (key is not null)
                request.Headers.Add("Authorization", $"Bearer {key}");
            if (cookie is not null)
                request.Headers.Add("Cookie", cookie);
            return await http.SendAsync(request, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Conversations_AreListedSearchedRenamedForTheirOwnerOnly()
    {
        var ann = await Browser.OpenAsync(fixture.Server);
        var bob = await Browser.OpenAsync(fixture.Server);
        var first = await AnsweredAsync(ann, "what of the walrus");
        var second = await AnsweredAsync(ann, "something else");

        Assert.Equal([second, first], (await ann.ListAsync()).Select(each => each.Id));
        Assert.Equal("what of the walrus", (await ann.ListAsync("WALRUS")).Single().Title);
        Assert.Empty(await bob.ListAsync());

        using var foreign = await bob.SendAsync(HttpMethod.Patch, $"/api/page/conversations/{first}", JsonContent.Create(new { title = "mine" }));
        await DirectLineClient.ErrorAsync(foreign, 404);
        using var renamed = await ann.SendAsync(HttpMethod.Patch, $"/api/page/conversations/{first}", JsonContent.Create(new { title = " Sea \n animals " }));
        Assert.Equal(204, (int)renamed.StatusCode);
        Assert.Contains("Sea  animals", (await ann.ListAsync()).Select(each => each.Title));
    }

    [Fact]
    public async Task Conversations_GoOnWithOlderOnes()
    {
        var ann = await Browser.OpenAsync(fixture.Server);
        var said = new List<string>();
        for (var i = 0; i < 5; i++)
            said.Insert(0, await AnsweredAsync(ann, $"number {i}"));

        var (listed, next) = (new List<string>(), "");
        do
        {
            using var response = await ann.SendAsync(HttpMethod.Get, $"/api/page/conversations?limit=2{(next.Length == 0 ? "" : $"&after={Uri.EscapeDataString(next)}")}");
            var page = await DirectLineClient.ReadAsync(response);
            listed.AddRange(page.GetProperty("conversations").EnumerateArray().Select(each => each.GetProperty("id").GetString()!));
            next = page.TryGetProperty("next", out var place) ? place.GetString()! : "";
        }
        while (next.Length > 0);

        Assert.Equal(said, listed);
        using var wrong = await ann.SendAsync(HttpMethod.Get, "/api/page/conversations?after=nonsense");
        await DirectLineClient.ErrorAsync(wrong, 400);
    }

    /// <summary>Its answer is the last that happens in it: from then on it keeps its place in the list.</summary>
    private static async Task<string> AnsweredAsync(Browser person, string text)
    {
        var conversation = await person.SayAsync(text);
        await Eventually.HoldsAsync(async () => (await person.ActivitiesAsync(conversation)).Length == 2);
        return conversation;
    }

    [Fact]
    public async Task Conversation_OfSomebodyElse_IsNotThere()
    {
        var ann = await Browser.OpenAsync(fixture.Server);
        var bob = await Browser.OpenAsync(fixture.Server);
        var conversation = await ann.SayAsync("private");

        foreach (var path in new[] { $"/v3/directline/conversations/{conversation}", $"/v3/directline/conversations/{conversation}/activities" })
        {
            using var response = await bob.SendAsync(HttpMethod.Get, path);
            await DirectLineClient.ErrorAsync(response, 404);
        }
        using var deleted = await bob.SendAsync(HttpMethod.Delete, $"/api/page/conversations/{conversation}");
        await DirectLineClient.ErrorAsync(deleted, 404);
    }

    [Fact]
    public async Task Delete_ClosesSocketsAndLeavesNothing()
    {
        var ann = await Browser.OpenAsync(fixture.Server);
        var conversation = await ann.SayAsync("wait for it");
        await using var stream = await DirectLineStream.OpenAsync(await ann.StreamUrlAsync(conversation));
        await stream.UntilAsync(activity => activity.GetProperty("type").GetString() == "typing");

        using var deleted = await ann.SendAsync(HttpMethod.Delete, $"/api/page/conversations/{conversation}");

        Assert.Equal(204, (int)deleted.StatusCode);
        await stream.UntilClosedAsync();
        Assert.Equal(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, stream.Closed);
        Assert.Empty(await ann.ListAsync());
        using var gone = await ann.SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{conversation}/activities");
        await DirectLineClient.ErrorAsync(gone, 404);
        using var post = await ann.SendAsync(HttpMethod.Post, $"/v3/directline/conversations/{conversation}/activities", JsonContent.Create(new { type = "message", text = "hello?" }));
        await DirectLineClient.ErrorAsync(post, 404);
    }

    [Fact]
    public async Task Stop_EndsTheRunningTurn()
    {
        var ann = await Browser.OpenAsync(fixture.Server);
        var conversation = await ann.SayAsync("wait for it");
        await using var stream = await DirectLineStream.OpenAsync(await ann.StreamUrlAsync(conversation));
        await stream.UntilAsync(activity => activity.GetProperty("type").GetString() == "typing");

        using var stopped = await ann.SendAsync(HttpMethod.Post, $"/api/page/conversations/{conversation}/stop");

        Assert.Equal(204, (int)stopped.StatusCode);
        await stream.UntilAsync(activity => activity.TryGetProperty("channelData", out var data) && data.TryGetProperty("stopped", out _));
    }

    [Fact]
    public async Task Waiting_TellsAStoppedTurnFromOneThatRuns()
    {
        var ann = await Browser.OpenAsync(fixture.Server);
        var conversation = await ann.SayAsync("wait for it");
        var asked = (await ann.ActivitiesAsync(conversation)).Single().GetProperty("id").GetString();
        Assert.Equal([asked], await WaitingAsync());
        await using (var stream = await DirectLineStream.OpenAsync(await ann.StreamUrlAsync(conversation)))
        {
            await stream.UntilAsync(activity => activity.GetProperty("type").GetString() == "typing");
            using var stopped = await ann.SendAsync(HttpMethod.Post, $"/api/page/conversations/{conversation}/stop");
            await stream.UntilAsync(activity => activity.TryGetProperty("channelData", out var data) && data.TryGetProperty("stopped", out _));
        }

        Assert.Empty(await WaitingAsync());
        Assert.Single(await ann.ActivitiesAsync(conversation));
        using var foreign = await (await Browser.OpenAsync(fixture.Server)).SendAsync(HttpMethod.Get, $"/api/page/conversations/{conversation}/waiting");
        await DirectLineClient.ErrorAsync(foreign, 404);

        async Task<string?[]> WaitingAsync()
        {
            using var response = await ann.SendAsync(HttpMethod.Get, $"/api/page/conversations/{conversation}/waiting");
            return [.. (await DirectLineClient.ReadAsync(response)).GetProperty("activities").EnumerateArray().Select(each => each.GetString())];
        }
    }

    [Fact]
    public async Task History_IsThereAfterARestart()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted);
        var cookie = (await Browser.OpenAsync(server)).Cookie;
        var before = await Browser.OpenAsync(server, cookie);
        var conversation = await before.SayAsync("remember this");
        await using (var stream = await DirectLineStream.OpenAsync(await before.StreamUrlAsync(conversation)))
            await stream.UntilAsync(activity => activity.GetProperty("from").GetProperty("role").GetString() == "bot" && activity.GetProperty("type").GetString() == "message");

        await server.RestartAsync();

        var after = await Browser.OpenAsync(server, cookie);
        Assert.Equal("remember this", (await after.ListAsync()).Single().Title);
        await using var replay = await DirectLineStream.OpenAsync(await after.StreamUrlAsync(conversation));
        await replay.UntilAsync(activity => activity.GetProperty("text").GetString() == "You said: remember this");
        Assert.Equal(2, replay.Activities.Count);
    }

    [Fact]
    public async Task Attachment_OfAnUpload_ComesBackInRangesByItsAddressOrTheCookie()
    {
        var ann = await Browser.OpenAsync(fixture.Server);
        var conversation = await ann.StartAsync();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("""{"type":"message","text":"see"}""", null, "application/vnd.microsoft.activity"), "activity", "blob" },
            { new ByteArrayContent(s_png), "file", "../dot.png" },
        };
        using var uploaded = await ann.SendAsync(HttpMethod.Post, $"/v3/directline/conversations/{conversation}/upload?userId={ann.UserId}", form);
        Assert.True(uploaded.IsSuccessStatusCode);
        var attachment = (await ann.ActivitiesAsync(conversation))[0].GetProperty("attachments")[0];
        Assert.Equal(("dot.png", s_png.Length), (attachment.GetProperty("name").GetString(), attachment.GetProperty("size").GetInt32()));
        using var http = fixture.Server.CreateClient();

        using var byAddress = await http.GetAsync(new Uri(attachment.GetProperty("contentUrl").GetString()!), TestContext.Current.CancellationToken);
        Assert.Equal("image/png", byAddress.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("inline", "dot.png"), (byAddress.Content.Headers.ContentDisposition!.DispositionType, byAddress.Content.Headers.ContentDisposition.FileName!.Trim('"')));
        Assert.Equal(s_png, await byAddress.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        var path = $"/api/page/conversations/{conversation}/attachments/{attachment.GetProperty("assistant").GetProperty("attachmentId").GetString()}";
        using var byCookie = new HttpRequestMessage(HttpMethod.Get, path);
        byCookie.Headers.Add("Cookie", ann.Cookie);
        byCookie.Headers.Range = new(1, 3);
        using var part = await http.SendAsync(byCookie, TestContext.Current.CancellationToken);
        Assert.Equal(206, (int)part.StatusCode);
        Assert.Equal("PNG", await part.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var bare = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(401, (int)bare.StatusCode);
        using var foreign = await (await Browser.OpenAsync(fixture.Server)).SendAsync(HttpMethod.Get, path);
        Assert.Equal(404, (int)foreign.StatusCode);
        using var unread = await ann.SendAsync(HttpMethod.Get, $"{path}-none/text");
        Assert.Equal(404, (int)unread.StatusCode);
    }

    [Fact]
    public async Task Info_NamesFeaturesAndLimits()
    {
        using var http = fixture.Server.CreateClient();

        var info = await http.GetFromJsonAsync<JsonElement>("/api/page/info", TestContext.Current.CancellationToken);

        Assert.Equal("quotes", info.GetProperty("model").GetString());
        Assert.Equal(20, info.GetProperty("limits").GetProperty("maxFiles").GetInt32());
        Assert.Contains("pictures", info.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("name").GetString()));
        Assert.All(info.GetProperty("features").EnumerateArray(), feature => Assert.True(feature.GetProperty("available").GetBoolean() || feature.GetProperty("remedy").GetString() is { Length: > 0 }));
    }
}
