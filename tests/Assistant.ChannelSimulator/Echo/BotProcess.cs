using System.Diagnostics;

namespace Assistant.ChannelSimulator.Echo;

/// <summary>Another bot in a process of its own. It says one line when it listens.</summary>
internal sealed class BotProcess : IAsyncDisposable
{
    public const string Listening = "listening";
    private static readonly TimeSpan s_readyWithin = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private BotProcess(Process process, Uri messages) => (_process, Messages) = (process, messages);

    public Uri Messages { get; }

    public static async Task<BotProcess> StartAsync(ProcessStartInfo start, int port, CancellationToken cancellationToken)
    {
        start.RedirectStandardOutput = true;
        var bot = new BotProcess(Process.Start(start)!, new Uri($"http://127.0.0.1:{port}/api/messages"));
        try
        {
            if (await bot._process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(s_readyWithin, cancellationToken) is null)
                throw new InvalidOperationException($"{start.FileName} ended before it was ready.");
            return bot;
        }
        catch
        {
            await bot.DisposeAsync();
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
