using System.Threading.RateLimiting;
using Assistant.Channels.Http;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine.Access;

/// <summary>How fast a <see cref="Holder"/> may post: so many messages a minute, a quarter of them at once, in however many conversations. A renewed token goes on where the old one was.</summary>
internal sealed class PostingPace : IDisposable
{
    private const int Steps = 60;
    private readonly PartitionedRateLimiter<Holder>? _limiter;

    public PostingPace(IOptions<DirectLineOptions> options)
    {
        if (options.Value.MaxMessagesPerMinute is not (> 0 and var most))
            return;
        _limiter = PartitionedRateLimiter.Create<Holder, Holder>(holder => RateLimitPartition.GetTokenBucketLimiter(holder, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(1, most / 4),
            TokensPerPeriod = Math.Max(1, most / Steps),
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) * Math.Max(1, most / Steps) / most,
            QueueLimit = 0,
        }));
    }

    /// <exception cref="Refusal">429, saying when to try again.</exception>
    public void Take(string? user, string conversation)
    {
        if (_limiter is null)
            return;
        using var lease = _limiter.AttemptAcquire(Holder.Of(user, conversation));
        if (!lease.IsAcquired)
            throw Refusal.TooFast(lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : null);
    }

    public void Dispose() => _limiter?.Dispose();
}
