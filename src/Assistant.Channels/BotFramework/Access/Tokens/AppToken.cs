namespace Assistant.Channels.BotFramework.Access.Tokens;

/// <summary>
/// One registration's token: kept as long as it lives, asked for anew in the background once half of its life is over, so that no reply waits for the issuer and an outage of some minutes is not noticed.
/// Any number of callers, one request at a time, and after a failure not at once again.
/// </summary>
internal sealed class AppToken(Func<CancellationToken, Task<IssuedToken>> acquire, TimeProvider time)
{
    // Not given out in its last moments: it must still be good when the connector looks at it.
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_afterFailure = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longestRequest = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private Held? _held;
    private Task<Held>? _request;
    private Failure? _failure;

    /// <exception cref="TokenUnavailableException">None can be got at present.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        Task<Held> request;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var good = _held is { } held && held.Token.Expires - s_margin > now ? held : null;
            if (good is not null && now < good.RefreshAt)
                return good.Token.Value;
            var begun = Begin();
            if (good is not null)
                return good.Token.Value;
            request = begun ?? throw new TokenUnavailableException(_failure!.Exception.Code, _failure.Exception);
        }
        return (await request.WaitAsync(cancellationToken)).Token.Value;
    }

    public void Discard(string token)
    {
        lock (_lock)
            if (_held?.Token.Value == token)
                _held = null;
    }

    /// <summary>The request that runs, or a new one; null when the last one failed a moment ago, by a clock that never jumps. Under the lock.</summary>
    private Task<Held>? Begin()
    {
        if (_request is { IsCompleted: false })
            return _request;
        return _failure is { } failure && time.GetElapsedTime(failure.At) < s_afterFailure ? null : _request = Task.Run(RequestAsync);
    }

    private async Task<Held> RequestAsync()
    {
        using var limit = new CancellationTokenSource(s_longestRequest, time);
        try
        {
            var token = await acquire(limit.Token);
            var now = time.GetUtcNow();
            var held = new Held(token, now + ((token.Expires - now) / 2));
            lock (_lock)
                (_held, _failure) = (held, null);
            return held;
        }
        catch (Exception e)
        {
            var failure = e as TokenUnavailableException ?? new TokenUnavailableException(e is OperationCanceledException ? "timeout" : e.GetType().Name, e);
            lock (_lock)
                _failure = new(failure, time.GetTimestamp());
            throw failure;
        }
    }

    private sealed record Failure(TokenUnavailableException Exception, long At);

    private sealed record Held(IssuedToken Token, DateTimeOffset RefreshAt);
}
