using System.Collections.Frozen;
using Assistant.Channels.BotFramework.Access.Keys;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Assistant.Tests.Channels.BotFramework.Tokens;

public sealed class ProviderKeysTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ProviderKeys _keys;
    private string[] _published = ["a"];
    private bool _isDown;
    private int _reads;
    private TaskCompletionSource? _gate;

    public ProviderKeysTests() => _keys = new(ReadAsync, TimeSpan.FromHours(6), _time, NullLogger.Instance);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private async Task<bool> KnowsAsync(string id) => await _keys.FindAsync(id, Cancelled) is not null;

    [Fact]
    public async Task KnownKey_IsReadOnce()
    {
        Assert.True(await KnowsAsync("a"));
        Assert.True(await KnowsAsync("a"));
        Assert.Equal(1, _reads);
    }

    [Fact]
    public async Task ManyAtOnce_WaitForOneDownload()
    {
        _gate = new();
        var all = Enumerable.Range(0, 50).Select(_ => KnowsAsync("a")).ToArray();
        _gate.SetResult();

        Assert.All(await Task.WhenAll(all), Assert.True);
        Assert.Equal(1, _reads);
    }

    [Fact]
    public async Task ManyWithANewKey_WhileItsDownloadEnds_AllFindIt()
    {
        for (var round = 0; round < 2_000; round++)
        {
            var id = $"new-{round}";
            _published = [id];
            _time.Advance(TimeSpan.FromMinutes(1));
            var all = Enumerable.Range(0, 4).Select(each => Task.Run(() =>
            {
                Thread.SpinWait(each * (round % 50) * 10);
                return KnowsAsync(id);
            }));
            Assert.All(await Task.WhenAll(all), Assert.True);
        }
    }

    [Fact]
    public async Task NewKey_IsFoundAtOnce_TheNextOneAMinuteLater()
    {
        Assert.True(await KnowsAsync("a"));
        _published = ["a", "b"];
        Assert.True(await KnowsAsync("b"));
        _published = ["a", "b", "c"];

        Assert.False(await KnowsAsync("c"));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await KnowsAsync("c"));
        Assert.Equal(3, _reads);
    }

    [Fact]
    public async Task MadeUpKeys_AreLookedForOnceAMinute()
    {
        Assert.True(await KnowsAsync("a"));
        for (var second = 0; second < 180; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.False(await KnowsAsync($"made-up-{second}"));
        }
        Assert.Equal(4, _reads);
    }

    [Fact]
    public async Task RetiredKey_IsForgottenWhenTheKeysAreReadAnew()
    {
        Assert.True(await KnowsAsync("a"));
        _published = ["b"];
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.True(await KnowsAsync("b"));
        Assert.False(await KnowsAsync("a"));
    }

    [Fact]
    public async Task OldKeys_AreReadAnewInTheBackgroundAndServeMeanwhile()
    {
        Assert.True(await KnowsAsync("a"));
        (_published, _gate) = (["b"], new());
        _time.Advance(TimeSpan.FromHours(7));

        Assert.True(await KnowsAsync("a"));
        var waiting = KnowsAsync("b");
        _gate.SetResult();
        Assert.True(await waiting);
        Assert.False(await KnowsAsync("a"));
        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task Outage_LeavesTheLastGoodKeys()
    {
        Assert.True(await KnowsAsync("a"));
        _isDown = true;
        for (var day = 0; day < 3; day++)
        {
            _time.Advance(TimeSpan.FromDays(1));
            Assert.True(await KnowsAsync("a"));
            Assert.False(await KnowsAsync("b"));
        }
        (_isDown, _published) = (false, ["b"]);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(await KnowsAsync("b"));
    }

    [Fact]
    public async Task Outage_BeforeTheFirstKeys_IsAskedAboutEveryFiveSeconds()
    {
        _isDown = true;
        for (var i = 0; i < 100; i++)
            Assert.False(await KnowsAsync("a"));
        Assert.Equal(1, _reads);
        _isDown = false;
        Assert.False(await KnowsAsync("a"));
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.True(await KnowsAsync("a"));
    }

    [Fact]
    public async Task DownloadThatHangs_IsGivenUpAfterTenSeconds()
    {
        _gate = new();
        var waiting = KnowsAsync("a");
        while (_reads == 0)
            await Task.Yield();
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.False(await waiting);
    }

    private async Task<FrozenDictionary<string, SigningKey>> ReadAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        if (_gate is { } gate)
            await gate.Task.WaitAsync(cancellationToken);
        return _isDown ? throw new HttpRequestException("down") : _published.ToFrozenDictionary(id => id, id => new SigningKey(new SymmetricSecurityKey(new byte[32]) { KeyId = id }, FrozenSet<string>.Empty, null));
    }
}
