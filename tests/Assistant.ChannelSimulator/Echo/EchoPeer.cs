using System.Diagnostics;
using System.Globalization;
using Assistant.IntegrationTests.Processes;

namespace Assistant.ChannelSimulator.Echo;

/// <summary>The echo bot of tests/peers/botframework, on Microsoft's JavaScript SDK, run by Node.js.</summary>
internal static class EchoPeer
{
    /// <summary>Null when its packages are not installed.</summary>
    public static string? Folder => Path.Combine(Checkout.Root, "tests", "peers", "botframework") is var folder && Directory.Exists(Path.Combine(folder, "node_modules")) ? folder : null;

    public static Task<BotProcess> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var port = FreePort.Take();
        var start = new ProcessStartInfo("node", ["echo-bot.mjs", port.ToString(CultureInfo.InvariantCulture)]) { WorkingDirectory = folder };
        start.Environment["NODE_ENV"] = "production";
        return BotProcess.StartAsync(start, port, cancellationToken);
    }
}
