using System.Diagnostics;
using System.Globalization;
using Assistant.IntegrationTests.Processes;

namespace Assistant.ChannelSimulator.Echo;

/// <summary>The echo bot of tests/peers/botframework, run by Node.js.</summary>
internal sealed class EchoPeer : IAsyncDisposable
{
    private static readonly TimeSpan s_readyWithin = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private EchoPeer(Process process, Uri messages) => (_process, Messages) = (process, messages);

    public Uri Messages { get; }

    /// <summary>Null when its packages are not installed.</summary>
    public static string? Folder => Path.Combine(Checkout.Root, "tests", "peers", "botframework") is var folder && Directory.Exists(Path.Combine(folder, "node_modules")) ? folder : null;

    public static async Task<EchoPeer> StartAsync(string folder, int port, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("node", ["echo-bot.mjs", port.ToString(CultureInfo.InvariantCulture)]) { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.Environment["NODE_ENV"] = "production";
        var peer = new EchoPeer(Process.Start(start)!, new Uri($"http://127.0.0.1:{port}/api/messages"));
        try
        {
            // It says one line when it listens.
            if (await peer._process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(s_readyWithin, cancellationToken) is null)
                throw new InvalidOperationException("The echo bot ended before it was ready.");
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }
}
