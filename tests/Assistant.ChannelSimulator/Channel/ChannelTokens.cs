using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Assistant.ChannelSimulator.Scenarios;
using Assistant.Tests.Channels.BotFramework.Tokens;

namespace Assistant.ChannelSimulator.Channel;

/// <summary>The Bot Connector's tokens and their keys, which roll over: a new one is published and signs from then on; the former ones stay published. Thread-safe.</summary>
internal sealed class ChannelTokens(OpenIdProvider provider, string appId, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan s_kept = TimeSpan.FromSeconds(60);
    private readonly ConcurrentQueue<ProviderKey> _keys = new();
    private readonly ConcurrentDictionary<(string ServiceUrl, Clock Clock, string Key), (string Token, DateTimeOffset Until)> _tokens = new();
    private volatile ProviderKey? _current;
    private int _number;

    private enum Clock { Right, Ahead, Behind, TooFarAhead, TooFarBehind }

    public int Keys => _keys.Count;

    public void RollOver()
    {
        var key = new ProviderKey($"simulated-{Interlocked.Increment(ref _number)}") { Endorsements = ["msteams", "webchat", "sms"] };
        provider.ChannelKeys[key.Id] = key;
        _keys.Enqueue(key);
        _current = key;
    }

    public string For(Plan.PlannedActivity activity, string serviceUrl)
    {
        var isAhead = activity.Number % 2 == 0;
        return For(serviceUrl, activity.Has(Behaviour.StaleToken) ? (isAhead ? Clock.TooFarAhead : Clock.TooFarBehind) : activity.Has(Behaviour.ClockSkew) ? (isAhead ? Clock.Ahead : Clock.Behind) : Clock.Right);
    }

    /// <summary>With nothing wrong about it.</summary>
    public string Right(string serviceUrl) => For(serviceUrl, Clock.Right);

    public void Dispose()
    {
        foreach (var key in _keys)
            key.Dispose();
    }

    private string For(string serviceUrl, Clock clock)
    {
        var (key, now) = (_current ?? throw new InvalidOperationException("There is no key yet."), time.GetUtcNow());
        if (_tokens.TryGetValue((serviceUrl, clock, key.Id), out var kept) && kept.Until > now)
            return kept.Token;
        var (from, to) = clock switch
        {
            Clock.Ahead => (4, 60),
            Clock.Behind => (-60, -4),
            Clock.TooFarAhead => (10, 60),
            Clock.TooFarBehind => (-60, -10),
            _ => (-1, 60),
        };
        var claims = new JsonObject
        {
            ["serviceurl"] = serviceUrl, ["iss"] = "https://api.botframework.com", ["aud"] = appId, ["nbf"] = now.AddMinutes(from).ToUnixTimeSeconds(), ["exp"] = now.AddMinutes(to).ToUnixTimeSeconds(),
        };
        // Renewed while the four minutes are still within the five that a bot allows.
        lock (key)
            _tokens[(serviceUrl, clock, key.Id)] = (SignedToken.Make(TokenWorld.Header(key), claims, SignedToken.Rsa(key)), now + (clock is Clock.Behind ? TimeSpan.FromSeconds(20) : s_kept));
        return _tokens[(serviceUrl, clock, key.Id)].Token;
    }
}
