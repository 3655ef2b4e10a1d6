using Assistant.IntegrationTests.Processes;
using Assistant.Agent;
using Assistant.Server;
using Assistant.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Assistant.IntegrationTests.Server;

/// <summary>
/// One whole server for a class of tests, answering by <see cref="ScriptedAnswers"/>: each has a conversation of its own there, and a person where something is kept of people.
/// Tests that change it start their own <see cref="RunningServer"/>.
/// </summary>
public class ServerFixture : IAsyncLifetime
{
    private RunningServer? _server;

    internal RunningServer Server => _server!;

    /// <summary>As on the command line: "--Section:Key", "value".</summary>
    protected virtual string[] Settings => [];

    private protected virtual Action<IServiceCollection>? Configure => RunningServer.Scripted;

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync(Configure, Settings);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _server!.DisposeAsync();
    }
}

/// <summary>The same as it is shipped.</summary>
public sealed class ShippedServerFixture : ServerFixture
{
    private protected override Action<IServiceCollection>? Configure => null;
}

/// <summary>The whole server in this process: real Kestrel on a free loopback port, a data folder of its own, which goes with it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly Action<IServiceCollection>? _configure;
    private readonly string[] _settings;
    private WebApplication _app;

    private RunningServer(WebApplication app, string data, Action<IServiceCollection>? configure, string[] settings) =>
        (_app, DataDirectory, _configure, _settings) = (app, data, configure, settings);

    public string DataDirectory { get; }
    public IServiceProvider Services => _app.Services;

    /// <summary>Of a server that is <see cref="Scripted"/>.</summary>
    public ScriptedAnswers Script => (ScriptedAnswers)Services.GetRequiredService<IAnswerStrategy>();

    /// <summary>Without a slash at the end.</summary>
    public string Address => _app.Urls.First();

    /// <summary>Answers come from <see cref="ScriptedAnswers"/> instead of the agent.</summary>
    public static void Scripted(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<IAnswerStrategy, ScriptedAnswers>());

    /// <param name="configure">Replaces services; null for the program as it is.</param>
    /// <param name="settings">As on the command line: "--Section:Key", "value".</param>
    public static async Task<RunningServer> StartAsync(Action<IServiceCollection>? configure = null, params string[] settings)
    {
        var data = Directory.CreateTempSubdirectory("assistant-server-").FullName;
        StoreTemplate.PutInto(data);
        return new(await StartAsync(data, configure, settings), data, configure, settings);
    }

    public HttpClient CreateClient() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(Address), Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Stops the server in good order and starts it again on the same data, at a new address.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        _app = await StartAsync(DataDirectory, _configure, _settings);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        DataFolder.Remove(DataDirectory);
    }

    private async Task StopAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task<WebApplication> StartAsync(string data, Action<IServiceCollection>? configure, string[] settings)
    {
        var app = AssistantHost.Build(["--urls", "http://127.0.0.1:0", "--Data:Directory", data, .. settings], services =>
        {
            services.AddLogging(logging => logging.ClearProviders());
            configure?.Invoke(services);
        });
        await app.StartAsync();
        return app;
    }
}
