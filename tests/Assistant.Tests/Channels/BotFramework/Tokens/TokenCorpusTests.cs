using Assistant.Channels.BotFramework.Access;
using Microsoft.Extensions.Time.Testing;

namespace Assistant.Tests.Channels.BotFramework.Tokens;

public sealed class TokenCorpusTests
{
    private const string ServiceUrl = "https://smba.trafficmanager.net/emea";
    private static readonly DateTimeOffset s_now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ForgedTokens_AreAllRefusedForTheRightReason()
    {
        await using var world = await TokenWorld.StartAsync();
        using var check = new TokenCheck(world, ServiceUrl, new FakeTimeProvider(s_now));
        var forged = new TokenCorpus(world, ServiceUrl, s_now).Forged().ToList();

        var wrong = new List<string>();
        foreach (var given in forged)
            if (await check.RefusalAsync(given, Cancelled) is var refusal && refusal != given.Refusal)
                wrong.Add($"{given.Name}: {refusal?.ToString() ?? "ACCEPTED"}, not {given.Refusal}");

        Assert.Equal("", string.Join('\n', wrong));
        Assert.True(forged.Count >= 120, $"{forged.Count} tokens");
        Assert.Equal(forged.Count, forged.Select(each => each.Name).Distinct().Count());
    }

    [Fact]
    public async Task GoodTokens_AreAllAccepted()
    {
        await using var world = await TokenWorld.StartAsync();
        using var check = new TokenCheck(world, ServiceUrl, new FakeTimeProvider(s_now));

        var wrong = new List<string>();
        foreach (var given in new TokenCorpus(world, ServiceUrl, s_now).Valid())
            if (await check.RefusalAsync(given, Cancelled) is { } refusal)
                wrong.Add($"{given.Name}: {refusal}");

        Assert.Equal("", string.Join('\n', wrong));
    }

    [Fact]
    public async Task MadeUpKeyIds_AreLookedForOnce()
    {
        await using var world = await TokenWorld.StartAsync();
        using var check = new TokenCheck(world, ServiceUrl, new FakeTimeProvider(s_now));
        var corpus = new TokenCorpus(world, ServiceUrl, s_now);
        Assert.Null(await check.RefusalAsync(corpus.Valid().First(), Cancelled));

        foreach (var given in corpus.Forged())
            await check.RefusalAsync(given, Cancelled);

        // Beside the first reading.
        Assert.Equal(2, world.Provider.KeyReads);
    }

    /// <summary>The corpus keeps clear of the border, as it runs by the real clock elsewhere.</summary>
    [Theory]
    [InlineData("exp", -299, null)]
    [InlineData("exp", -300, nameof(RefusalReason.Expired))]
    [InlineData("nbf", 300, null)]
    [InlineData("nbf", 301, nameof(RefusalReason.NotYetValid))]
    public async Task ClockSkew_IsFiveMinutesToTheSecond(string claim, int seconds, string? reason)
    {
        await using var world = await TokenWorld.StartAsync();
        using var check = new TokenCheck(world, ServiceUrl, new FakeTimeProvider(s_now));
        var claims = TokenWorld.ChannelClaims(ServiceUrl, s_now).With((claim, s_now.AddSeconds(seconds).ToUnixTimeSeconds()));
        var token = SignedToken.Make(TokenWorld.Header(world.First), claims, SignedToken.Rsa(world.First));

        Assert.Equal(reason, (await check.RefusalAsync(new TokenCase(claim, $"Bearer {token}", null) { ServiceUrl = ServiceUrl }, Cancelled))?.ToString());
    }
}
