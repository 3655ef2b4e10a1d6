using System.Net;
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
        foreach (var warning in Warnings(app.Services.GetRequiredService<IOptions<ClusterOptions>>().Value, app.Services.GetRequiredService<IOptions<DirectLineOptions>>().Value))
            Console.Error.WriteLine($"  {warning}");
        Console.Error.WriteLine($"Assistant is ready: {string.Join("  ", app.Urls)}");
    }

    /// <summary>What is wrong with the settings of a replica, and what to set.</summary>
    internal static IEnumerable<string> Warnings(ClusterOptions cluster, DirectLineOptions directLine)
    {
        if (cluster.Redis is not { Length: > 0 })
            yield break;
        if (!directLine.IsKeyShared)
            yield return "Replicas must accept each other's tokens: give all of them the same DirectLine:SigningKeyFile, or one DirectLine:KeyDirectory.";
        if (IPAddress.IsLoopback(IPAddress.Parse(cluster.Address)))
            yield return $"Replicas on other machines cannot reach this one: Cluster:Redis is set, but Cluster:Address is {cluster.Address}. Set it to the address by which they reach this machine (in Kubernetes, the pod's).";
    }
}
