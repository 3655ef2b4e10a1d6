using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Assistant.IntegrationTests.Processes;

/// <summary>A Direct Line client without a socket: posts, and looks at what a conversation holds. Outlives the server it talks to.</summary>
/// <param name="handler">How the server is reached; null for plain sockets.</param>
internal sealed class ConversationClient(SocketsHttpHandler? handler = null) : IDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);
    private readonly HttpClient _http = new(handler ?? new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromSeconds(1) });

    /// <summary>Where the server is now.</summary>
    public required Uri Server { get; set; }

    public string Conversation { get; private set; } = "";

    public string User { get; } = "dl_" + Guid.NewGuid().ToString("N");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync(At("/v3/directline/conversations"), new { user = new { id = User } }, cancellationToken);
        response.EnsureSuccessStatusCode();
        var started = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        Conversation = started.GetProperty("conversationId").GetString()!;
        _http.DefaultRequestHeaders.Authorization = new("Bearer", started.GetProperty("token").GetString());
    }

    /// <summary>True when the server said that it has the message; false when it died before it could.</summary>
    public async Task<bool> PostAsync(string text, string clientActivityId, CancellationToken cancellationToken, string? file = null)
    {
        var activity = new { type = "message", from = new { id = User }, text, channelData = new { clientActivityID = clientActivityId } };
        try
        {
            using var response = file is null
                ? await _http.PostAsJsonAsync(At($"/v3/directline/conversations/{Conversation}/activities"), activity, cancellationToken)
                : await UploadAsync(activity, file, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async Task<IReadOnlyList<JsonElement>> ActivitiesAsync(CancellationToken cancellationToken)
    {
        var set = await _http.GetFromJsonAsync<JsonElement>(At($"/v3/directline/conversations/{Conversation}/activities"), cancellationToken);
        return [.. set.GetProperty("activities").EnumerateArray()];
    }

    /// <summary>The same; none when the conversation is not there any more.</summary>
    public async Task<IReadOnlyList<JsonElement>> ActivitiesOrNoneAsync(CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(At($"/v3/directline/conversations/{Conversation}/activities"), cancellationToken);
        return response.StatusCode == System.Net.HttpStatusCode.NotFound ? [] : [.. (await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("activities").EnumerateArray()];
    }

    /// <summary>Waits until so many answers stand in the conversation; gives all of it.</summary>
    /// <exception cref="TimeoutException">They did not; says what was last seen.</exception>
    public async Task<IReadOnlyList<JsonElement>> AnsweredAsync(int answers, TimeSpan within, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(within);
        var seen = "no reply to the first look";
        try
        {
            while (true)
            {
                try
                {
                    var activities = await ActivitiesAsync(timer.Token);
                    if (activities.Count(IsAnswer) >= answers)
                        return activities;
                    seen = $"{activities.Count} activities, {activities.Count(IsAnswer)} of them answers";
                }
                catch (HttpRequestException e)
                {
                    seen = e.Message;
                }
                await Task.Delay(s_look, timer.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{answers} answers were waited for during {within.TotalSeconds:0} s. Last seen: {seen}.");
        }
    }

    /// <summary>A stream of the whole conversation from one particular server.</summary>
    public async Task<ListeningSocket> ListenAsync(Uri server, CancellationToken cancellationToken)
    {
        var found = await _http.GetFromJsonAsync<JsonElement>(new Uri(server, $"/v3/directline/conversations/{Conversation}"), cancellationToken);
        var stream = new Uri(found.GetProperty("streamUrl").GetString()!);
        return await ListeningSocket.ConnectAsync(new UriBuilder(stream) { Host = server.Host, Port = server.Port }.Uri, cancellationToken);
    }

    public static string Id(JsonElement activity) => activity.GetProperty("id").GetString()!;

    public static string ReplyTo(JsonElement activity) => activity.GetProperty("replyToId").GetString()!;

    public static bool IsAnswer(JsonElement activity) => activity.GetProperty("type").GetString() == "message" && activity.TryGetProperty("replyToId", out _);

    public static bool IsQuestion(JsonElement activity) => activity.GetProperty("type").GetString() == "message" && !activity.TryGetProperty("replyToId", out _);

    public static string Text(JsonElement activity) => activity.GetProperty("text").GetString()!;

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> UploadAsync(object activity, string file, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent
        {
            { JsonContent.Create(activity, new MediaTypeHeaderValue("application/vnd.microsoft.activity")), "activity" },
            { new StreamContent(File.OpenRead(file)), "file", Path.GetFileName(file) },
        };
        return await _http.PostAsync(At($"/v3/directline/conversations/{Conversation}/upload?userId={User}"), form, cancellationToken);
    }

    private Uri At(string path) => new(Server, path);
}
