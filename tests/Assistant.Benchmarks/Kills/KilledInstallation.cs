using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Assistant.IntegrationTests.Processes;

namespace Assistant.Benchmarks.Kills;

/// <summary>One data folder with its keys, on which the program as it is shipped is started again and again, each time to be killed at one step.</summary>
internal sealed class KilledInstallation : IDisposable
{
    private const string OperatorKey = "kills-benchmark-operator";
    private static readonly TimeSpan s_strikes = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, string> _settings = new() { ["Server:OperatorKey"] = OperatorKey };
    private readonly int _port = FreePort.Take();

    public string Data { get; } = Directory.CreateTempSubdirectory("assistant-kills-").FullName;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public Task<ServerProgram> StartAsync(CancellationToken cancellationToken) => ServerProgram.StartAsync(Checkout.Server, Data, _settings, null, _port, cancellationToken);

    /// <param name="step">"begin:record".</param>
    /// <returns>Null when it died before it was ready: something was left to do, and the step came then.</returns>
    public async Task<ServerProgram?> StartDoomedAsync(string step, CancellationToken cancellationToken)
    {
        try
        {
            return await ServerProgram.StartAsync(Checkout.Server, Data, _settings, Fault(step), _port, cancellationToken);
        }
        catch (InvalidOperationException e) when (e.Message.Contains("fault:", StringComparison.Ordinal))
        {
            return null;
        }
    }

    /// <returns>False when the step never came: then it is killed anyway.</returns>
    public static async Task<bool> DiesAsync(ServerProgram server, CancellationToken cancellationToken)
    {
        try
        {
            await server.WaitForExitAsync(cancellationToken).WaitAsync(s_strikes, cancellationToken);
            return server.Output.Contains("fault:", StringComparison.Ordinal);
        }
        catch (TimeoutException)
        {
            await server.KillAsync();
            return false;
        }
    }

    /// <summary>As an operator's program asks for it. The server may die under it.</summary>
    /// <returns>True when a receipt came back.</returns>
    public async Task<bool> EraseAsync(string person, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/operator/erase", UriKind.Relative)) { Content = JsonContent.Create(new { subject = person }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", OperatorKey);
        // Its length is asked for.
        await request.Content.LoadIntoBufferAsync(cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async Task<(int Code, string Output)> RunAsync(string? step, CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo(Checkout.Server, [.. arguments, "--Data:Directory", Data]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in step is null ? [] : Fault(step))
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        await errors;
        return (process.ExitCode, await output);
    }

    /// <summary>Which of these words stand anywhere in the folders' bytes, in UTF-8 or UTF-16.</summary>
    public List<string> FindInTheClear(IReadOnlyCollection<string> words)
    {
        var found = new List<string>();
        foreach (var file in new[] { Data, Data + "-keys" }.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)))
        {
            var bytes = File.ReadAllBytes(file);
            found.AddRange(words.Where(word => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(word)) >= 0));
        }
        return [.. found.Distinct()];
    }

    public void Dispose() => DataFolder.Remove(Data);

    private static Dictionary<string, string> Fault(string step) => new() { ["DOTNET_STARTUP_HOOKS"] = Checkout.FaultHook, ["ASSISTANT_TEST_FAULT"] = $"kill:{step}" };
}
