using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Assistant.IntegrationTests.Clock;

/// <summary>The wall clock of a machine that is put forward or back; timers and durations go on undisturbed, as the system's do.</summary>
internal sealed class JumpingClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public void Jump(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

    public void Use(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(this));
}
