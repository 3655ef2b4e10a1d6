using Assistant.ChannelSimulator.Ledger;
using Assistant.IntegrationTests.Processes;

namespace Assistant.ChannelSimulator.Bots;

/// <summary>Our own server as the bot: started here, killed (SIGKILL) now and then, and started again on the same data.</summary>
internal sealed class OwnBot : IAsyncDisposable
{
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly string _data = Directory.CreateTempSubdirectory("assistant-channel-").FullName;
    private readonly int _port = FreePort.Take();
    private ServerProgram? _program;

    private OwnBot(IReadOnlyDictionary<string, string> settings) => _settings = settings;

    public Uri Address => new($"http://127.0.0.1:{_port}/");

    public Uri Messages => new(Address, "api/messages");

    public long ResidentBytes => _program?.ResidentBytes ?? 0;

    /// <summary>Lines of warnings and errors in its log, by kind, over all its lives.</summary>
    public Dictionary<string, int> Complaints { get; } = [];

    public static async Task<OwnBot> StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var bot = new OwnBot(settings);
        try
        {
            await bot.StartProgramAsync(cancellationToken);
            return bot;
        }
        catch
        {
            await bot.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills it so long after each time that it got ready, while people write.</summary>
    public async Task KillAgainAndAgainAsync(TimeSpan every, TimeSpan length, PlayLedger ledger, CancellationToken cancellationToken)
    {
        try
        {
            while (ledger.Now < length.TotalSeconds)
            {
                await Task.Delay(every, cancellationToken);
                ledger.KillBegins();
                await _program!.KillAsync();
                await EndProgramAsync();
                ledger.KillEnds(UnsentReplies.Of(_data));
                ledger.StartedAgain();
                await StartProgramAsync(CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndProgramAsync();
        DataFolder.Remove(_data);
    }

    private async Task StartProgramAsync(CancellationToken cancellationToken) =>
        _program = await ServerProgram.StartAsync(Checkout.Server, _data, _settings, new Dictionary<string, string> { ["ASSISTANT_MODELS"] = "" }, _port, cancellationToken);

    private async Task EndProgramAsync()
    {
        if (_program is not { } program)
            return;
        _program = null;
        await program.DisposeAsync();
        var lines = program.Output.Split('\n');
        foreach (var (head, text) in lines.Zip(lines.Skip(1)).Where(pair => pair.First.StartsWith("warn:", StringComparison.Ordinal) || pair.First.StartsWith("fail:", StringComparison.Ordinal)))
        {
            var kind = $"{head[..4]} {string.Join(' ', text.Trim().Split(' ').Where(word => !word.Any(char.IsDigit)).Take(14))}";
            Complaints[kind] = Complaints.GetValueOrDefault(kind) + 1;
        }
    }
}
