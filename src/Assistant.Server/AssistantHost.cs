using Assistant.Channels.BotFramework;
using Assistant.Channels.DirectLine;
using Assistant.Channels.OpenAI;
using Assistant.Channels.Page;
using Assistant.Server.Health;
using Assistant.Server.Telemetry;
using Assistant.Server.Web;
using Assistant.Storage;
using Microsoft.Extensions.Options;

namespace Assistant.Server;

/// <summary>The web server, as a table of contents.</summary>
internal static class AssistantHost
{
    public static async Task<int> RunAsync(string[] settings, CancellationToken cancellationToken)
    {
        await using var app = Build(settings);
        await app.StartAsync(cancellationToken);
        StartupReport.Write(app);
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
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
        AssistantComposition.AddAll(builder);
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
        app.MapHealth();
        return app;
    }
}
