using System.Diagnostics;
using Assistant.Tests.Channels.BotFramework.Tokens;

namespace Assistant.Benchmarks.Tokens;

/// <summary>The corpus of forged and good tokens against what /api/messages checks them with, keys from a provider on loopback: how many are refused and accepted, how long the slowest refusal takes, how many good ones are checked a second.</summary>
internal static class TokensBenchmark
{
    private const string ServiceUrl = "https://smba.trafficmanager.net/emea";
    private const int Rounds = 5;

    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var world = await TokenWorld.StartAsync();
        using var check = new TokenCheck(world, ServiceUrl, TimeProvider.System);
        var corpus = new TokenCorpus(world, ServiceUrl, TimeProvider.System.GetUtcNow());
        var (forged, valid) = (corpus.Forged().ToList(), corpus.Valid().ToList());

        // A first call compiles and reads the keys; a server's first message does the same.
        await check.RefusalAsync(valid[0], cancellationToken);
        var (refused, accepted, slowest, slowestName) = (0, 0, TimeSpan.Zero, "");
        for (var round = 0; round < Rounds; round++)
        {
            (refused, accepted) = (0, 0);
            foreach (var given in forged)
            {
                var began = Stopwatch.GetTimestamp();
                refused += await check.RefusalAsync(given, cancellationToken) is null ? 0 : 1;
                if (Stopwatch.GetElapsedTime(began) is var took && took > slowest)
                    (slowest, slowestName) = (took, given.Name);
            }
            foreach (var given in valid)
                accepted += await check.RefusalAsync(given, cancellationToken) is null ? 1 : 0;
        }
        BenchmarkLine.Write("tokens", "corpus", "slowest_refusal_ms", slowest.TotalMilliseconds, "none", null, ("forged", forged.Count), ("refused", refused), ("valid", valid.Count), ("accepted", accepted), ("slowest", slowestName));

        const int Many = 5_000;
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Many; i++)
            await check.RefusalAsync(valid[0], cancellationToken);
        BenchmarkLine.Write("tokens", "one-core", "checked_per_second", Many / Stopwatch.GetElapsedTime(start).TotalSeconds, "none", null, ("note", "activity's reading included"));
        return refused == forged.Count && accepted == valid.Count && slowest < TimeSpan.FromMilliseconds(50) ? 0 : 1;
    }
}
