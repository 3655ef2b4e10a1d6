using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

/// <summary>
/// The wall clock of a machine whose time is wrong. ASSISTANT_TEST_CLOCK=SECONDS: how far it is ahead (negative: behind). It takes the place of the server's clock
/// while the server is put together, by the event that .NET's own tools use.
/// </summary>
internal sealed class ShiftedClock(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;

    public static void Listen()
    {
        if (Environment.GetEnvironmentVariable("ASSISTANT_TEST_CLOCK") is not { Length: > 0 } seconds)
            return;
        var clock = new ShiftedClock(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
        DiagnosticListener.AllListeners.Subscribe(new Hearing<DiagnosticListener>(listener =>
        {
            if (listener.Name == "Microsoft.Extensions.Hosting")
                listener.Subscribe(new Hearing<KeyValuePair<string, object?>>(happened => clock.Use(happened.Key, happened.Value)));
        }));
    }

    private void Use(string name, object? host)
    {
        if (name != "HostBuilding" || host is not IHostBuilder builder)
            return;
        builder.ConfigureServices((_, services) => services.AddSingleton<TimeProvider>(this));
        Console.Error.WriteLine("fault: clock");
    }

    private sealed class Hearing<T>(Action<T> hear) : IObserver<T>
    {
        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void OnNext(T value) => hear(value);
    }
}
