using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Crash;

/// <summary>A server that the tests of a class kill one after the other, each at a step that it names, and start again on the same data: what came back for one is what the next one kills.</summary>
public class MortalServer : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly int _port = FreePort.Take();

    internal ServerProgram Program { get; private set; } = null!;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    /// <summary>Where a test may keep files, too.</summary>
    public string Data { get; } = Directory.CreateTempSubdirectory("assistant-crash-").FullName;

    /// <summary>What another process left unsent is sent soon; the first request of a program that has just started may take some seconds.</summary>
    internal static Dictionary<string, string> Hasty => new() { ["Turns:RedeliverAfter"] = "00:00:05", ["Turns:DeliveryDeadline"] = "00:00:04" };

    /// <summary>Whatever would be sent again is sent within this.</summary>
    internal static readonly TimeSpan Silence = TimeSpan.FromSeconds(7);


    protected virtual Dictionary<string, string> Settings => [];

    protected virtual Dictionary<string, string> Variables => Faults.KillBy(Fault);

    protected string Fault => Path.Combine(Data, "fault");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync() => await StartAgainAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (Program is not null)
            await Program.DisposeAsync();
        DataFolder.Remove(Data);
        GC.SuppressFinalize(this);
    }

    /// <summary>What comes from now on kills it there.</summary>
    /// <param name="step">"begin:record" or "end:record:2".</param>
    public async Task DoomAsync(string step)
    {
        await RunsAsync();
        var written = Fault + ".new";
        await File.WriteAllTextAsync(written, $"kill:{step}", Token);
        File.Move(written, Fault);
    }

    public Task EndsAsync() => Program.WaitForExitAsync(Token).WaitAsync(s_patience, Token);

    /// <summary>It ends by the fault, and by nothing else.</summary>
    public async Task DiesAsync()
    {
        await EndsAsync();
        Assert.Contains("fault:", Program.Output, StringComparison.Ordinal);
    }

    public Task KillAsync() => Program.KillAsync();

    /// <summary>Whatever a test before this one has left.</summary>
    public Task RunsAsync()
    {
        File.Delete(Fault);
        return Program.HasExited ? StartAgainAsync() : Task.CompletedTask;
    }

    public async Task StartAgainAsync()
    {
        File.Delete(Fault);
        if (Program is not null)
            await Program.DisposeAsync();
        Program = await ServerProgram.StartAsync(Checkout.Server, Data, Settings, Variables, _port, Token);
    }

    /// <summary>The log is intact, looked at beside the server that runs.</summary>
    public Task VerifyAsync() => KeptData.OpenAsync(Data, kept => kept.VerifyAsync());
}
