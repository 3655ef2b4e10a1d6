using Assistant.Agent.Models;
using Assistant.Channels.BotFramework;
using Assistant.Channels.DirectLine;
using Assistant.Channels.OpenAI;
using Assistant.Channels.Page;
using Assistant.Conversations;
using Assistant.Health;
using Assistant.Server.Commands;
using Assistant.Server.Health;
using Assistant.Server.Telemetry;
using Assistant.Server.Terminal;
using Assistant.Server.Web;
using Assistant.Storage;
using Assistant.Storage.Keys;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Assistant.Server;

/// <summary>The web server, as a table of contents.</summary>
internal static class AssistantHost
{
    public static async Task<int> RunAsync(string[] settings, CancellationToken cancellationToken)
    {
        await using var app = await StartAsync(settings, cancellationToken);
        StartupReport.Write(app);
        await app.WaitForShutdownAsync(cancellationToken);
        // Not 0 where it could not go on: a service manager starts it again.
        return app.Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(service => service.ExecuteTask is { IsFaulted: true }) ? CommandLine.Failed : Environment.ExitCode;
    }

    /// <exception cref="CommandException">A setting, the store or an address is not as it should be; the message says what to do.</exception>
    private static async Task<WebApplication> StartAsync(string[] settings, CancellationToken cancellationToken)
    {
        try
        {
            var app = Build(settings);
            await app.StartAsync(cancellationToken);
            return app;
        }
        catch (Exception e) when (WrongSettings.In(e) is { } wrong)
        {
            throw new CommandException($"Not started: {wrong}");
        }
        catch (Exception e) when (e is StorageUnavailableException or KeyStoreException)
        {
            throw new CommandException($"Not started: {e.Message}");
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new CommandException($"Not started: {e.Message} Choose another with --urls.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"Not started: {e.Message} Check Data:Directory and the rights of this user.");
        }
    }

    /// <param name="configure">Replaces services; for tests.</param>
    public static WebApplication Build(string[] settings, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        AssistantComposition.AddConfiguration(builder.Configuration, settings);
        var addresses = ListenAddresses.Of(builder.Configuration);
        addresses.CheckAuthentication(builder.Configuration);
        builder.AddWebServer(addresses);
        builder.AddTelemetry();
        builder.Services.AddStorageUpkeep();
        builder.Services.AddSingleton<Dependencies>();
        if (builder.Configuration[$"{ModelOptions.SectionName}:{nameof(ModelOptions.Endpoint)}"] is { Length: > 0 })
            builder.Services.AddSingleton<IDependency, ModelServerDependency>();
        AssistantComposition.AddAll(builder);
        builder.Services.AddSingleton<TerminalTurns>().AddHostedService<TerminalSocket>();
        builder.Services.AddDirectLine(builder.Configuration);
        builder.Services.AddBotFramework(builder.Configuration);
        builder.Services.AddOpenAI(builder.Configuration);
        builder.Services.AddApiDocument();
        builder.Services.AddOptions<DirectLineOptions>().PostConfigure<IOptions<DataOptions>>((o, data) => o.KeyDirectory ??= Path.Combine(data.Value.EffectiveDirectory, "keys"));
        builder.Services.AddPage();
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseWebServer();
        // Step 1: the surfaces.
        app.MapDirectLine();
        app.MapBotFramework();
        app.MapOpenAI();
        app.MapApiDocument();
        app.MapPage();
        app.MapPageInfo();
        app.MapOperator();
        app.MapHealth();
        return app;
    }
}
