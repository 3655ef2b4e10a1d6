using Assistant.Server.Health;

namespace Assistant.Server;

/// <summary>What the terminal shows once the server is ready: the address, what is installed, what is not and what to do.</summary>
internal static class StartupReport
{
    public static void Write(WebApplication app)
    {
        foreach (var feature in app.Services.GetRequiredService<InstalledFeatures>().All())
            Console.Error.WriteLine($"  {(feature.Available ? "on " : "off")}  {feature.Name,-14} {(feature.Available ? feature.Detail : feature.Remedy)}");
        Console.Error.WriteLine($"Assistant is ready: {string.Join("  ", app.Urls)}");
    }
}
