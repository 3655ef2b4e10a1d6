using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Server.Commands.Audit;
using Assistant.Storage;
using Assistant.Storage.Keys;
using Microsoft.Extensions.Options;

namespace Assistant.Server.Commands;

/// <summary>The stores, the keys and the models without conversations, for commands that look after what is kept.</summary>
internal static class StorageHost
{
    /// <param name="alone">The command changes what a server on the same data folder holds in memory: while one runs it is refused.</param>
    /// <param name="makes">It may be the first thing that is done with a store. Otherwise a wrong folder would become an installation, whose log is intact and of which nobody is known.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> settings, bool alone, Func<IServiceProvider, Task<int>> run, CancellationToken cancellationToken, bool makes = false)
    {
        var builder = ConsoleAssistant.CreateBuilder(settings);
        if (!makes && !await AssistantStorage.IsThereAsync(builder.Configuration, cancellationToken))
            throw new CommandException("There is no installation here: say where it is, with the server's own settings (--Data:Directory, or --Storage:Provider postgres and --Storage:ConnectionString). Nothing was made.");
        AssistantComposition.AddModels(builder);
        if (alone)
            builder.Services.AddStorageUpkeep();
        builder.Services.AddSingleton(new LogActor(AuditCommand.Operator));
        builder.Services.AddAssistantStorage(builder.Configuration);
        using var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
            var code = await run(host.Services);
            await host.StopAsync(cancellationToken);
            return code;
        }
        catch (Exception e) when (e is StorageUnavailableException or KeyStoreException or LegalHoldException or ErasureBegunException or OptionsValidationException or InvalidDataException)
        {
            throw new CommandException(e.Message);
        }
    }
}
