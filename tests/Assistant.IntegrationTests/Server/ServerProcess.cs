using System.Diagnostics;
using System.Text;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Server;

/// <summary>The server as a process of its own, as an operator starts it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private ServerProcess(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) => { lock (_errors) { _errors.AppendLine(line.Data); } };
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>What it wrote for people.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString();
        }
    }

    /// <param name="arguments">As on the command line, "serve" first.</param>
    public static ServerProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Checkout.Server, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["ASSISTANT_MODELS"] = "";
        return new(Process.Start(start)!);
    }

    /// <summary>Its address, once it is ready.</summary>
    public async Task<string> ReadyAsync()
    {
        const string ready = "Assistant is ready: ";
        for (var i = 0; i < 600 && !_process.HasExited; i++)
        {
            var line = Errors.Split('\n').FirstOrDefault(line => line.StartsWith(ready, StringComparison.Ordinal));
            if (line is not null)
                return line[ready.Length..].Split(' ')[0].Trim();
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        throw new InvalidOperationException($"The server did not become ready:\n{Errors}");
    }

    public async Task<int> ExitAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public void Kill() => _process.Kill();

    /// <summary>Asks it to stop, as a service manager does.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
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
