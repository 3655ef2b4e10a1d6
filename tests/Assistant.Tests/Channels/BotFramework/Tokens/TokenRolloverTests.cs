using Assistant.Channels.BotFramework.Access;
using Microsoft.Extensions.Time.Testing;
using static Assistant.Tests.Channels.BotFramework.Tokens.TokenWorld;

namespace Assistant.Tests.Channels.BotFramework.Tokens;

/// <summary>The Bot Connector rolls its keys over, and fails, while tokens come in.</summary>
public sealed class TokenRolloverTests : IAsyncLifetime
{
    private const string ServiceUrl = "https://smba.trafficmanager.net/emea";
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));
    private readonly ProviderKey _next = new("channel-next") { Endorsements = ["webchat"] };
    private TokenWorld _world = null!;
    private TokenCheck _check = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await TokenWorld.StartAsync();
        _check = new TokenCheck(_world, ServiceUrl, _time);
    }

    public async ValueTask DisposeAsync()
    {
        _check.Dispose();
        _next.Dispose();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task Rollover_LetsTheNewKeyInAndTheOldOneOut()
    {
        Assert.Null(await RefusalAsync(_world.First));
        _world.Provider.ChannelKeys[_next.Id] = _next;
        _world.Provider.ChannelKeys.TryRemove(_world.First.Id, out _);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await RefusalAsync(_next));
        Assert.Equal(RefusalReason.UnknownKey, await RefusalAsync(_world.First));
        Assert.Equal(2, _world.Provider.KeyReads);
    }

    [Fact]
    public async Task Rollover_WhileManyTokensComeIn_RefusesNoneOfThem()
    {
        Assert.Null(await RefusalAsync(_world.First));
        _world.Provider.ChannelKeys[_next.Id] = _next;
        _time.Advance(TimeSpan.FromMinutes(1));

        var refusals = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => RefusalAsync(i % 2 == 0 ? _next : _world.First))));

        Assert.All(refusals, refusal => Assert.Null(refusal));
        Assert.Equal(2, _world.Provider.KeyReads);
    }

    [Fact]
    public async Task Outage_OfTwoDays_RefusesNobodyWhoseKeyIsKnown()
    {
        Assert.Null(await RefusalAsync(_world.First));
        _world.Provider.IsDown = true;
        for (var hours = 0; hours < 48; hours += 8)
        {
            _time.Advance(TimeSpan.FromHours(8));
            Assert.Null(await RefusalAsync(_world.First));
            Assert.Equal(RefusalReason.UnknownKey, await RefusalAsync(_next));
        }
    }

    [Fact]
    public async Task Outage_FromTheStart_LetsNobodyIn()
    {
        _world.Provider.IsDown = true;

        Assert.Equal(RefusalReason.UnknownKey, await RefusalAsync(_world.First));
    }

    private Task<RefusalReason?> RefusalAsync(ProviderKey key)
    {
        var token = SignedToken.Make(Header(key), ChannelClaims(ServiceUrl, _time.GetUtcNow()), SignedToken.Rsa(key));
        return _check.RefusalAsync(new TokenCase(key.Id, $"Bearer {token}", null) { ServiceUrl = ServiceUrl }, TestContext.Current.CancellationToken);
    }
}
