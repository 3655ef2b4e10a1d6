using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>An operator's program that sends notices to a running server.</summary>
internal sealed class NoticeClient(Uri server) : IDisposable
{
    public const string Key = "an operator's key of some length";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<(HttpStatusCode Status, JsonElement Report)> SendAsync(object body, string? key = Key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/operator/notices") { Content = JsonContent.Create(body) };
        // JsonContent alone would be sent in chunks, without a length.
        await request.Content.LoadIntoBufferAsync(Token);
        return await AskAsync(request, key);
    }

    public async Task<(HttpStatusCode Status, JsonElement Report)> FindAsync(string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/operator/notices/{id}?recipients=true");
        return await AskAsync(request, Key);
    }

    /// <summary>Waits until a notice has so many of a state.</summary>
    public async Task<JsonElement> UntilAsync(string id, string state, int count)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var (status, report) = await FindAsync(id);
            if (status == HttpStatusCode.OK && report.GetProperty(state).GetInt32() == count)
                return report;
            if (Stopwatch.GetElapsedTime(began) > s_patience)
                throw new TimeoutException($"{count} {state} of {id} were waited for. Last seen: {status} {report}");
            await Task.Delay(50, Token);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<(HttpStatusCode, JsonElement)> AskAsync(HttpRequestMessage request, string? key)
    {
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        using var response = await _http.SendAsync(request, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone());
    }
}
