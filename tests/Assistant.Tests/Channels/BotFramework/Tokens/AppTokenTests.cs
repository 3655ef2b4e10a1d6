using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Access.Tokens;
using Microsoft.Extensions.Time.Testing;

namespace Assistant.Tests.Channels.BotFramework.Tokens;

public sealed class AppTokenTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly AppToken _token;
    private TaskCompletionSource? _gate;
    private bool _isDown;
    private int _requests;

    public AppTokenTests() => _token = new(AcquireAsync, _time);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Task<string> GetAsync() => _token.GetAsync(Cancelled).AsTask();

    [Fact]
    public async Task Token_IsKept()
    {
        Assert.Equal("t-1", await GetAsync());
        _time.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal("t-1", await GetAsync());
        Assert.Equal(1, _requests);
    }

    [Fact]
    public async Task ManyAtOnce_ShareOneRequest()
    {
        _gate = new();
        var all = Enumerable.Range(0, 50).Select(_ => GetAsync()).ToArray();
        _gate.SetResult();

        Assert.All(await Task.WhenAll(all), token => Assert.Equal("t-1", token));
        Assert.Equal(1, _requests);
    }

    [Fact]
    public async Task HalfSpentToken_IsRenewedInTheBackground()
    {
        Assert.Equal("t-1", await GetAsync());
        _gate = new();
        _time.Advance(TimeSpan.FromMinutes(31));

        Assert.Equal("t-1", await GetAsync());
        _gate.SetResult();
        await UntilAsync(async () => await GetAsync() == "t-2");
        Assert.Equal(2, _requests);
    }

    [Fact]
    public async Task Outage_IsNotNoticedWhileTheTokenLives()
    {
        Assert.Equal("t-1", await GetAsync());
        _isDown = true;
        foreach (var minute in new[] { 31, 10, 10, 6 })
        {
            _time.Advance(TimeSpan.FromMinutes(minute));
            Assert.Equal("t-1", await GetAsync());
            await UntilAsync(() => Task.FromResult(!_running));
        }
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("temporarily_unavailable", (await Assert.ThrowsAsync<TokenUnavailableException>(GetAsync)).Code);
    }

    [Fact]
    public async Task Failure_IsNotAskedAboutAgainForFiveSeconds()
    {
        _isDown = true;
        for (var i = 0; i < 20; i++)
            await Assert.ThrowsAsync<TokenUnavailableException>(GetAsync);
        Assert.Equal(1, _requests);
        _isDown = false;
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("t-2", await GetAsync());
    }

    [Fact]
    public async Task FailureLongAgo_DoesNotKeepADiscardedTokenFromBeingReplaced()
    {
        _isDown = true;
        await Assert.ThrowsAsync<TokenUnavailableException>(GetAsync);
        _isDown = false;
        _time.Advance(TimeSpan.FromSeconds(5));
        _token.Discard(await GetAsync());

        Assert.Equal("t-3", await GetAsync());
    }

    [Fact]
    public async Task DiscardedToken_IsNotGivenAgain()
    {
        var token = await GetAsync();
        _token.Discard("another");
        Assert.Equal(token, await GetAsync());
        _token.Discard(token);

        Assert.Equal("t-2", await GetAsync());
    }

    [Fact]
    public async Task OneWhoGivesUp_DoesNotCancelTheOthers()
    {
        _gate = new();
        using var impatient = new CancellationTokenSource();
        var first = _token.GetAsync(impatient.Token).AsTask();
        var second = GetAsync();
        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _gate.SetResult();
        Assert.Equal("t-1", await second);
    }

    private volatile bool _running;

    private async Task<IssuedToken> AcquireAsync(CancellationToken cancellationToken)
    {
        _running = true;
        try
        {
            var number = Interlocked.Increment(ref _requests);
            if (_gate is { } gate)
                await gate.Task.WaitAsync(cancellationToken);
            return _isDown ? throw new TokenUnavailableException("temporarily_unavailable") : new($"t-{number}", _time.GetUtcNow().AddHours(1));
        }
        finally
        {
            _running = false;
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
            await Task.Delay(5, Cancelled);
    }
}
