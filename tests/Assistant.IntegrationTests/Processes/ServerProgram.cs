using System.Diagnostics;
using System.Text;

namespace Assistant.IntegrationTests.Processes;

/// <summary>The server as it is shipped, in a process of its own. It can be killed, frozen, thawed, and started again on the same data.</summary>
internal sealed class ServerProgram : IAsyncDisposable
{
    private static readonly TimeSpan s_readyWithin = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private readonly bool _ownsData;

    private ServerProgram(Process process, string data, bool ownsData, Uri address) => (_process, DataFolder, _ownsData, Address) = (process, data, ownsData, address);

    /// <summary>Done to the folder of an embedded database before a program is started on it. Tests that do not ask what a first start does spare it.</summary>
    public static Action<string>? Furnish { get; set; }

    /// <summary>How often it is asked whether it is ready. A look at a port that nobody listens on yet is an exception, and costs the machine on which it starts.</summary>
    public static TimeSpan Look { get; set; } = TimeSpan.FromMilliseconds(5);

    public Uri Address { get; }

    /// <summary>From the start of the process to the first "ready".</summary>
    public TimeSpan ReadyAfter { get; private set; }

    public string DataFolder { get; }

    /// <summary>What it wrote, both streams.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Processor time so far, user and system.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory now, bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <param name="binary">Path of Assistant.Server.</param>
    /// <param name="data">Data folder, kept when the program is disposed; null for an own one, which is not.</param>
    /// <param name="settings">Section:Key and value.</param>
    /// <param name="environment">Variables beside the inherited ones.</param>
    /// <param name="port">Null takes a free one.</param>
    public static async Task<ServerProgram> StartAsync(
        string binary, string? data, IReadOnlyDictionary<string, string> settings, IReadOnlyDictionary<string, string>? environment, int? port, CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{port ?? FreePort.Take()}");
        var folder = data ?? Directory.CreateTempSubdirectory("assistant-server-").FullName;
        if (!settings.ContainsKey("Storage:ConnectionString"))
            Furnish?.Invoke(folder);
        var start = new ProcessStartInfo(binary, ["serve", "--urls", address.ToString().TrimEnd('/'), "--Data:Directory", folder, .. settings.SelectMany(setting => new[] { "--" + setting.Key, setting.Value })])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var started = Stopwatch.GetTimestamp();
        var server = new ServerProgram(Process.Start(start)!, folder, data is null, address);
        server.Listen();
        try
        {
            await server.GetReadyAsync(started, cancellationToken);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
        return server;
    }

    public Task KillAsync()
    {
        _process.Kill();
        return _process.WaitForExitAsync();
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    public Task FreezeAsync() => SignalAsync("-STOP");

    public Task ThawAsync() => SignalAsync("-CONT");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
        if (_ownsData)
            Processes.DataFolder.Remove(DataFolder);
    }

    private void Listen()
    {
        void Keep(string? line)
        {
            lock (_output)
                _output.AppendLine(line);
        }
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task GetReadyAsync(long started, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address };
        while (!await IsReadyAsync(http, cancellationToken))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > s_readyWithin)
                throw new InvalidOperationException($"The server did not get ready:\n{Output}");
            await Task.Delay(Look, cancellationToken);
        }
        ReadyAfter = Stopwatch.GetElapsedTime(started);
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri("/healthz/ready", UriKind.Relative), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }
}
