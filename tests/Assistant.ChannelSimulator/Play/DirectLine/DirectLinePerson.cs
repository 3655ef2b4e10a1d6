using System.Text;
using System.Text.Json;
using Assistant.ChannelSimulator.Ledger;
using Assistant.ChannelSimulator.Plan;
using Assistant.ChannelSimulator.Scenarios;

namespace Assistant.ChannelSimulator.Play.DirectLine;

/// <summary>Someone who speaks over Direct Line: starts a conversation with the site's secret, goes on with its token, and reads the answers off the stream.</summary>
internal sealed class DirectLinePerson(Uri server, string secret, PlannedConversation conversation, PatientHttp http, PlayLedger ledger) : IPoster, IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly SemaphoreSlim _starting = new(1);
    private readonly List<(DirectLineFollower Follower, Task Following)> _followers = [];
    private (string Id, string Token)? _started;

    public async Task PostAsync(PlannedActivity activity, string body, CancellationToken cancellationToken)
    {
        var first = await StartAsync(cancellationToken);
        if (activity.Has(Behaviour.SocketCut))
            first.CutAtNextFrame();
        if (activity.Has(Behaviour.SocketTwice))
            Follow(first.Watermark, isFirst: false);
        var record = ledger[activity];
        record.WasSent(ledger.Now);
        if (await SendAsync(activity, body, cancellationToken) is { } answer)
            record.WasAnswered(ledger.Now, answer.Status, answer.Milliseconds);
    }

    public async Task PostAgainAsync(PlannedActivity activity, string body, CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken);
        await SendAsync(activity, body, cancellationToken);
    }

    /// <summary>Messages that one of the further sockets should have seen and did not, or saw beside what the first saw.</summary>
    public int Differences()
    {
        lock (_followers)
            return _followers.Count == 0 ? 0 : _followers.Skip(1).Sum(each => _followers[0].Follower.DifferencesFrom(each.Follower));
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        foreach (var (_, following) in _followers)
            await following;
        _starting.Dispose();
        _ended.Dispose();
    }

    private async Task<DirectLineFollower> StartAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            if (_started is null)
            {
                var body = JsonSerializer.Serialize(new { user = new { id = $"dl_user-{conversation.Number}" } });
                var answer = await http.SendAsync(() => Request(HttpMethod.Post, "conversations", secret, body), cancellationToken);
                using var json = JsonDocument.Parse(answer is { Status: 200 or 201 } ? answer.Body : throw new InvalidOperationException($"Direct Line starts no conversation: {answer?.Status}."));
                _started = (json.RootElement.GetProperty("conversationId").GetString()!, json.RootElement.GetProperty("token").GetString()!);
                Follow(0, isFirst: true);
            }
            lock (_followers)
                return _followers[0].Follower;
        }
        finally
        {
            _starting.Release();
        }
    }

    private void Follow(long watermark, bool isFirst)
    {
        var follower = new DirectLineFollower(AddressAsync, watermark, isFirst ? ledger : null);
        lock (_followers)
            _followers.Add((follower, Task.Run(() => follower.FollowAsync(_ended.Token))));
    }

    private async Task<Uri?> AddressAsync(long watermark, CancellationToken cancellationToken)
    {
        var (id, token) = _started!.Value;
        var answer = await http.SendAsync(() => Request(HttpMethod.Get, $"conversations/{id}?watermark={watermark}", token, null), cancellationToken);
        using var json = JsonDocument.Parse(answer is { Status: 200 } ? answer.Body : "{}");
        return json.RootElement.TryGetProperty("streamUrl", out var stream) ? new Uri(stream.GetString()!) : null;
    }

    private Task<FinalAnswer?> SendAsync(PlannedActivity activity, string body, CancellationToken cancellationToken)
    {
        var (id, token) = _started!.Value;
        // A token that somebody made up: the last part of it is its signature.
        var shown = activity.Has(Behaviour.StaleToken) ? $"{token[..^6]}AAAAAA" : token;
        return http.SendAsync(() => Request(HttpMethod.Post, $"conversations/{id}/activities", shown, body), cancellationToken);
    }

    private HttpRequestMessage Request(HttpMethod method, string path, string bearer, string? body) => new(method, new Uri(server, $"/v3/directline/{path}"))
    {
        Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        Headers = { Authorization = new("Bearer", bearer) },
    };
}
