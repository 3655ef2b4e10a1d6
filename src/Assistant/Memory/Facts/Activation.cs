namespace Assistant.Memory.Facts;

/// <summary>
/// Strength of a fact or an episode, ACT-R's base level: ln(sum over uses of (now - t_j)^-d), d = 0.5, times in seconds and at least one
/// (Anderson and Schooler 1991). Uses are answers that were sent. Being told is the first trace; the k-th telling of the same weighs
/// h^(k-1), h = 0.5, so that a hundred repetitions never weigh more than two tellings. Uses older than the newest 32 are summed by
/// Petrov's approximation (2006): n (t_n^(1-d) - t_k^(1-d)) / ((1-d) (t_n - t_k)).
/// </summary>
public static class Activation
{
    private const double Decay = 0.5;

    /// <summary>What a telling weighs of the one before it.</summary>
    public const double Habituation = 0.5;

    public static double Of(IEnumerable<DateTimeOffset> told, FactUses uses, DateTimeOffset now)
    {
        var (sum, weight) = (0.0, 1.0);
        foreach (var time in told.Order())
        {
            sum += weight * Math.Pow(Age(time, now), -Decay);
            weight *= Habituation;
        }
        return Math.Log(sum + OfUses(uses, now));
    }

    /// <summary>The sum over uses alone, before the logarithm: 0 for none.</summary>
    public static double OfUses(FactUses uses, DateTimeOffset now) => uses.Newest.Sum(time => Math.Pow(Age(time, now), -Decay)) + Older(uses, now);

    private static double Older(FactUses uses, DateTimeOffset now)
    {
        if (uses is not { Older: > 0, First: { } first, Newest.Count: > 0 })
            return 0;
        var (oldest, newer) = (Age(first, now), Age(uses.Newest[0], now));
        return oldest - newer < 1
            ? uses.Older * Math.Pow(oldest, -Decay)
            : uses.Older * (Math.Pow(oldest, 1 - Decay) - Math.Pow(newer, 1 - Decay)) / ((1 - Decay) * (oldest - newer));
    }

    /// <summary>A clock that went back makes a time of the future: it counts as now.</summary>
    private static double Age(DateTimeOffset time, DateTimeOffset now) => Math.Max(1, (now - time).TotalSeconds);
}
