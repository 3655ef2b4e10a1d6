using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Egress;

/// <summary>The shipped server in a network namespace that has a loopback interface and nothing else, each of its connects and sends written down by strace. Root only.</summary>
internal sealed partial class SealedServer : IAsyncDisposable
{
    private const int NewNet = 0x40000000;
    private static readonly TimeSpan s_readyWithin = TimeSpan.FromSeconds(90);
    private readonly Process _process;
    private readonly string _folder;

    private SealedServer(Process process, string folder, Uri address) => (_process, _folder, Address) = (process, folder, address);

    public Uri Address { get; }

    /// <summary>Null when this machine can do it, else why not and what to do.</summary>
    public static string? Missing =>
        !Environment.IsPrivilegedProcess ? "needs root for a network namespace"
        : new[] { "/usr/bin/strace", "/usr/bin/unshare" }.FirstOrDefault(program => !File.Exists(program)) is { } program ? $"{program} is missing: apt-get install strace util-linux"
        : !File.Exists("/usr/sbin/ip") && !File.Exists("/sbin/ip") ? "ip is missing: apt-get install iproute2"
        : null;

    public static async Task<SealedServer> StartAsync(string binary, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("assistant-sealed-").FullName;
        var address = new Uri("http://127.0.0.1:5080");
        // $0 is the folder, the rest is the server, which is stopped at no other call than these. Without CI, and with an empty HOME: ONNX Runtime's telemetry hides itself from continuous integration.
        const string script = """ip link set lo up && cd / && exec strace -f --seccomp-bpf -qq -e trace=connect,sendto,sendmsg,sendmmsg -o "$0/trace" "$@" """;
        var start = new ProcessStartInfo("unshare", ["-n", "sh", "-c", script, folder, binary, "serve", "--urls", address.ToString().TrimEnd('/'), "--Data:Directory", Path.Combine(folder, "data")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("CI");
        start.Environment["HOME"] = Directory.CreateDirectory(Path.Combine(folder, "home")).FullName;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new SealedServer(process, folder, address);
        await server.GetReadyAsync(cancellationToken);
        return server;
    }

    /// <summary>Connections of this handler are made inside the server's namespace.</summary>
    public SocketsHttpHandler CreateHandler() => new() { UseProxy = false, ConnectCallback = (context, _) => ValueTask.FromResult<Stream>(new NetworkStream(ConnectInside(context.DnsEndPoint.Port), ownsSocket: true)) };

    /// <summary>Ends the server; every address that it connected or sent to, as strace wrote it, that is not a local socket and not loopback.</summary>
    public async Task<(IReadOnlyList<string> Outside, int Calls)> EndAsync()
    {
        await StopAsync();
        var calls = await File.ReadAllLinesAsync(Path.Combine(_folder, "trace"));
        var addressed = calls.Where(line => line.Contains("AF_INET", StringComparison.Ordinal)).ToArray();
        return ([.. addressed.Where(line => !Loopback().IsMatch(line))], calls.Length);
    }

    /// <summary>What the server left in its empty HOME.</summary>
    public IReadOnlyList<string> FilesInHome => Directory.GetFileSystemEntries(Path.Combine(_folder, "home"), "*", SearchOption.AllDirectories);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StopAsync()
    {
        if (_process.HasExited)
            return;
        // strace hands the signal on to nobody: its child is asked, and strace ends with it.
        foreach (var child in ChildrenOf(_process.Id))
            using (var kill = Process.Start("kill", ["-TERM", $"{child}"]))
                await kill.WaitForExitAsync();
        using var timer = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await _process.WaitForExitAsync(timer.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    private static IEnumerable<int> ChildrenOf(int process) =>
        File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse);

    private async Task GetReadyAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient(CreateHandler()) { BaseAddress = Address };
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using var response = await http.GetAsync(new Uri("/healthz/ready", UriKind.Relative), cancellationToken);
                if (response.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException) when (!_process.HasExited && Stopwatch.GetElapsedTime(started) < s_readyWithin)
            {
            }
            await Task.Delay(100, cancellationToken);
        }
    }

    /// <summary>A socket belongs to the namespace in which it was made, whoever uses it then; so a thread goes there, makes one, and ends.</summary>
    private Socket ConnectInside(int port)
    {
        Socket? socket = null;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                using var space = File.OpenHandle($"/proc/{_process.Id}/ns/net");
                if (SetNamespace(space.DangerousGetHandle().ToInt32(), NewNet) != 0)
                    throw new IOException("setns was refused");
                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Connect(IPAddress.Loopback, port);
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is null)
            return socket!;
        socket?.Dispose();
        throw new HttpRequestException("The server in the namespace does not listen yet.", failure);
    }

    [GeneratedRegex("""inet_addr\("127\.\d+\.\d+\.\d+"\)|"::1"|"::ffff:127\.\d+\.\d+\.\d+"|AF_INET6?\)""")]
    private static partial Regex Loopback();

    [LibraryImport("libc", EntryPoint = "setns")]
    private static partial int SetNamespace(int file, int kind);
}
