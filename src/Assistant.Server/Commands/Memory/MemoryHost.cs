using Assistant.Conversations;
using Assistant.Inference;
using Assistant.Storage;
using Assistant.Storage.Keys;
using Microsoft.Extensions.Options;

namespace Assistant.Server.Commands.Memory;

/// <summary>The stores and the models without conversations.</summary>
internal static class MemoryHost
{
    public static async Task<int> RunAsync(IReadOnlyList<string> settings, Func<IServiceProvider, Task<int>> run, CancellationToken cancellationToken)
    {
        var builder = ConsoleAssistant.CreateBuilder(settings);
        builder.Services.AddAssistant(builder.Configuration);
        builder.Services.AddAssistantInference(builder.Configuration);
        builder.Services.AddAssistantStorage(builder.Configuration);
        using var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
            var code = await run(host.Services);
            await host.StopAsync(cancellationToken);
            return code;
        }
        catch (Exception e) when (e is StorageUnavailableException or KeyStoreException or OptionsValidationException)
        {
            throw new CommandException(e.Message);
        }
    }
}
