using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Server.Terminal;
using Assistant.Storage;
using Assistant.Storage.Keys;

namespace Assistant.Server.Commands;

/// <summary>The whole assistant without its web surfaces, for one command: the same inbox, conversations, models and log as the server's.</summary>
internal sealed class ConsoleAssistant : ITerminal
{
    private readonly IHost _host;

    private ConsoleAssistant(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    /// <summary>Only what reads and runs models, for commands that need no conversation.</summary>
    public static IHost BuildModels(IReadOnlyList<string> settings)
    {
        var builder = CreateBuilder(settings);
        AssistantComposition.AddModels(builder);
        return builder.Build();
    }

    /// <exception cref="DataFolderTakenException">Another program uses the data folder.</exception>
    public static async Task<ConsoleAssistant> StartAsync(IReadOnlyList<string> settings, CancellationToken cancellationToken)
    {
        var builder = CreateBuilder(settings);
        builder.Services.AddDataFolderLock();
        AssistantComposition.AddAll(builder);
        builder.Services.AddSingleton<TerminalTurns>();
        // Ctrl+C is the command's.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch (DataFolderTakenException)
        {
            host.Dispose();
            throw;
        }
        catch (Exception e) when (e is StorageUnavailableException or KeyStoreException)
        {
            host.Dispose();
            throw new CommandException(e.Message);
        }
        return new(host);
    }

    public async Task<Answer> AskAsync(string? conversation, string question, IReadOnlyList<string> files, Action<ConversationEvent>? onEvent, CancellationToken stop, CancellationToken cancellationToken)
    {
        using var opened = TerminalFiles.Open(files);
        var turns = Services.GetRequiredService<TerminalTurns>();
        var accepted = await turns.SubmitAsync(TerminalQuestion.Of(conversation, question, []), opened, cancellationToken);
        var reply = await turns.AnswerAsync(
            accepted,
            happened =>
            {
                onEvent?.Invoke(happened);
                return Task.CompletedTask;
            },
            stop, cancellationToken);
        return reply.Answer!;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    internal static HostApplicationBuilder CreateBuilder(IReadOnlyList<string> settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { Args = [.. settings], ContentRootPath = AppContext.BaseDirectory, DisableDefaults = true });
        AssistantComposition.AddConfiguration(builder.Configuration, [.. settings]);
        // Why it does not start is thrown, and told in a sentence.
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Error).AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        return builder;
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
