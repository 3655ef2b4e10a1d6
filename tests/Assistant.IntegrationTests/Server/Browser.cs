using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Assistant.IntegrationTests.DirectLine;

namespace Assistant.IntegrationTests.Server;

/// <summary>What the page does for one browser: its session, its token, its requests.</summary>
internal sealed class Browser(HttpClient http, string cookie, string userId, string token)
{
    public string Cookie => cookie;
    public string UserId => userId;

    /// <param name="cookie">From an earlier session; null for a browser that is new here.</param>
    public static async Task<Browser> OpenAsync(RunningServer server, string? cookie = null)
    {
        var http = server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/page/session");
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie.Split(';')[0]);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var session = await DirectLineClient.ReadAsync(response);
        return new(http, response.Headers.GetValues("Set-Cookie").Single().Split(';')[0], session.GetProperty("userId").GetString()!, session.GetProperty("token").GetString()!);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<string> StartAsync()
    {
        using var response = await SendAsync(HttpMethod.Post, "/v3/directline/conversations");
        Assert.Equal(201, (int)response.StatusCode);
        return (await DirectLineClient.ReadAsync(response)).GetProperty("conversationId").GetString()!;
    }

    /// <summary>Says something in a new conversation, whose id it gives.</summary>
    public async Task<string> SayAsync(string text)
    {
        var conversation = await StartAsync();
        using var response = await SendAsync(HttpMethod.Post, $"/v3/directline/conversations/{conversation}/activities", JsonContent.Create(new { type = "message", text }));
        await DirectLineClient.ReadAsync(response);
        return conversation;
    }

    public async Task<JsonElement[]> ActivitiesAsync(string conversation)
    {
        using var response = await SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{conversation}/activities");
        return [.. (await DirectLineClient.ReadAsync(response)).GetProperty("activities").EnumerateArray()];
    }

    public async Task<string> StreamUrlAsync(string conversation)
    {
        using var response = await SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{conversation}");
        return (await DirectLineClient.ReadAsync(response)).GetProperty("streamUrl").GetString()!;
    }

    public async Task<(string Id, string Title)[]> ListAsync(string? search = null)
    {
        using var response = search is null
            ? await SendAsync(HttpMethod.Get, "/api/page/conversations")
            : await SendAsync(HttpMethod.Post, "/api/page/conversations/search", JsonContent.Create(new { search }));
        return [.. (await DirectLineClient.ReadAsync(response)).GetProperty("conversations").EnumerateArray().Select(each => (each.GetProperty("id").GetString()!, each.GetProperty("title").GetString()!))];
    }
}
