using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Assistant.IntegrationTests.DirectLine;

/// <summary>A Direct Line client for tests: one conversation, its token, its streams.</summary>
internal sealed class DirectLineClient(HttpClient http) : IDisposable
{
    public const string Prefix = "/v3/directline";

    public HttpClient Http => http;
    public string Conversation { get; set; } = "";
    public string Token { get; set; } = "";
    public string StreamUrl { get; private set; } = "";

    /// <param name="bearer">A secret or token; null where none is needed.</param>
    public static async Task<DirectLineClient> StartAsync(HttpClient http, string? bearer = null)
    {
        var client = new DirectLineClient(http);
        using var response = await client.SendAsync(HttpMethod.Post, $"{Prefix}/conversations", null, bearer);
        client.Take(await ReadAsync(response));
        return client;
    }

    public void Dispose() => http.Dispose();

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null, string? bearer = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        if ((bearer ?? Token) is { Length: > 0 } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Posts an activity of this JSON.</summary>
    public Task<HttpResponseMessage> PostAsync(string json) => PostAsync(new StringContent(json, Encoding.UTF8, "application/json"));

    public Task<HttpResponseMessage> PostAsync(HttpContent content) => SendAsync(HttpMethod.Post, $"{Prefix}/conversations/{Conversation}/activities", content);

    /// <summary>Says something and returns the activity's id.</summary>
    public async Task<string> SayAsync(string text, string? clientId = null)
    {
        var channelData = clientId is null ? null : new { clientActivityID = clientId };
        using var response = await PostAsync(JsonContent.Create(new { type = "message", from = new { id = "user1" }, text, channelData }));
        return (await ReadAsync(response)).GetProperty("id").GetString()!;
    }

    public Task<HttpResponseMessage> UploadAsync(HttpContent content) => SendAsync(HttpMethod.Post, $"{Prefix}/conversations/{Conversation}/upload?userId=user1", content);

    public async Task<JsonElement> ActivitiesAsync(string? watermark = null)
    {
        using var response = await SendAsync(HttpMethod.Get, $"{Prefix}/conversations/{Conversation}/activities{(watermark is null ? "" : $"?watermark={watermark}")}");
        return await ReadAsync(response);
    }

    /// <summary>The way back in, with a fresh stream after the watermark.</summary>
    public async Task<HttpResponseMessage> ReconnectAsync(string? watermark)
    {
        var response = await SendAsync(HttpMethod.Get, $"{Prefix}/conversations/{Conversation}{(watermark is null ? "" : $"?watermark={watermark}")}");
        if (response.IsSuccessStatusCode)
            Take(await ReadAsync(response));
        return response;
    }

    public Task<DirectLineStream> OpenStreamAsync() => DirectLineStream.OpenAsync(StreamUrl);

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Code and message of a refused request, whose status is checked.</summary>
    public static async Task<(string Code, string Message)> ErrorAsync(HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode}: {text}");
        var error = JsonDocument.Parse(text).RootElement.GetProperty("error");
        return (error.GetProperty("code").GetString()!, error.GetProperty("message").GetString()!);
    }

    private void Take(JsonElement grant)
    {
        Conversation = grant.GetProperty("conversationId").GetString()!;
        Token = grant.GetProperty("token").GetString()!;
        StreamUrl = grant.GetProperty("streamUrl").GetString()!;
    }
}
