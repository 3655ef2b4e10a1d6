using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

/// <summary>Adds services to the server while it is put together, by the event that .NET's own tools use.</summary>
internal static class HostHooks
{
    public static void WhenBuilding(string what, Action<IServiceCollection> configure) =>
        DiagnosticListener.AllListeners.Subscribe(new Hearing<DiagnosticListener>(listener =>
        {
            if (listener.Name == "Microsoft.Extensions.Hosting")
                listener.Subscribe(new Hearing<KeyValuePair<string, object?>>(happened => Use(happened.Key, happened.Value, what, configure)));
        }));

    private static void Use(string name, object? host, string what, Action<IServiceCollection> configure)
    {
        if (name != "HostBuilding" || host is not IHostBuilder builder)
            return;
        builder.ConfigureServices((_, services) => configure(services));
        Console.Error.WriteLine($"fault: {what}");
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
