using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

/// <summary>The wall clock of a machine whose time is wrong. ASSISTANT_TEST_CLOCK=SECONDS: how far it is ahead (negative: behind). It takes the place of the server's clock.</summary>
internal sealed class ShiftedClock(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;

    public static void Listen()
    {
        if (Environment.GetEnvironmentVariable("ASSISTANT_TEST_CLOCK") is not { Length: > 0 } seconds)
            return;
        var clock = new ShiftedClock(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
        HostHooks.WhenBuilding("clock", services => services.AddSingleton<TimeProvider>(clock));
    }
}
