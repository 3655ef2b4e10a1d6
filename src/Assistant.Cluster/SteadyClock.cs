using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Assistant.Cluster;

/// <summary>
/// A clock that is never put back: the time at its start and what has passed since. Orleans files idle grains under the time at which they may go, and refuses to
/// activate any grain for a time before the last that it has dealt with: by the machine's clock, put back by an hour, no conversation would wake for an hour.
/// </summary>
internal sealed class SteadyClock(TimeProvider inner) : TimeProvider
{
    private const string Collector = "Orleans.Runtime.ActivationCollector";
    private readonly DateTimeOffset _began = inner.GetUtcNow();
    private readonly long _at = inner.GetTimestamp();

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _began + inner.GetElapsedTime(_at);

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => inner.CreateTimer(callback, state, dueTime, period);

    /// <summary>Gives it to the part of Orleans that needs it; everything else keeps the machine's clock.</summary>
    public static void Use(IServiceCollection services)
    {
        var collector = services.Single(service => service.ServiceType.FullName == Collector).ServiceType;
        services.Replace(ServiceDescriptor.Singleton(collector, provider => ActivatorUtilities.CreateInstance(provider, collector, new SteadyClock(provider.GetRequiredService<TimeProvider>()))));
    }
}
