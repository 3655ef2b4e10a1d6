using Assistant.Channels.DirectLine;
using Assistant.Cluster;
using Assistant.Server.Health;
using Microsoft.Extensions.Options;

namespace Assistant.Server;

/// <summary>What the terminal shows once the server is ready: the address, what is installed, what is not and what to do.</summary>
internal static class StartupReport
{
    public static void Write(WebApplication app)
    {
        var features = app.Services.GetRequiredService<InstalledFeatures>().All();
        foreach (var feature in features)
            Console.Error.WriteLine($"  {(feature.Available ? "on " : "off")}  {feature.Name,-14} {(feature.Available ? feature.Detail : feature.Remedy)}");
        if (features.Any(feature => feature is { Available: false, Pull: not null }))
            Console.Error.WriteLine($"  Models for what is off can be fetched: {InstalledFeatures.PullRecommended} (says size and licence, asks first; nothing is fetched unasked)");
        if (app.Services.GetRequiredService<IOptions<ClusterOptions>>().Value.Redis is { Length: > 0 } && !app.Services.GetRequiredService<IOptions<DirectLineOptions>>().Value.IsKeyShared)
            Console.Error.WriteLine("  Replicas must accept each other's tokens: give all of them the same DirectLine:SigningKeyFile, or one DirectLine:KeyDirectory.");
        Console.Error.WriteLine($"Assistant is ready: {string.Join("  ", app.Urls)}");
    }
}
