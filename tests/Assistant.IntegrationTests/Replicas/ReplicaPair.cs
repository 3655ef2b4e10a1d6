using Assistant.IntegrationTests.Crash;
using Assistant.IntegrationTests.Processes;
using Assistant.IntegrationTests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;

namespace Assistant.IntegrationTests.Replicas;

/// <summary>Two servers on one Redis and one PostgreSQL, and a load balancer that gives each its turn.</summary>
internal sealed class ReplicaPair : IAsyncDisposable
{
    private readonly PostgresServer _postgres = new();
    private readonly RedisServer _redis = new();
    private readonly string _data = Directory.CreateTempSubdirectory("assistant-replicas-").FullName;
    private WebApplication? _balancer;

    public TwoModels Models { get; private set; } = null!;

    public ServerProgram A { get; private set; } = null!;

    public ServerProgram B { get; private set; } = null!;

    public Uri Balancer => new(_balancer!.Urls.First());

    public ServerProgram this[string replica] => replica == "a" ? A : B;

    public static string Other(string replica) => replica == "a" ? "b" : "a";

    public static async Task<ReplicaPair> StartAsync(CancellationToken cancellationToken)
    {
        var pair = new ReplicaPair();
        var missing = pair._postgres.Missing ?? pair._redis.Missing;
        Assert.SkipWhen(missing is not null, missing ?? "");
        try
        {
            await pair.StartAllAsync(cancellationToken);
            return pair;
        }
        catch
        {
            await pair.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (name, server) in new[] { ("a", A), ("b", B) })
            if (server is not null)
                TestContext.Current.TestOutputHelper?.WriteLine($"--- replica {name}\n{server.Output}");
        if (_balancer is not null)
            await _balancer.DisposeAsync();
        foreach (var server in new[] { A, B })
            if (server is not null)
                await server.DisposeAsync();
        if (Models is not null)
            await Models.DisposeAsync();
        await _redis.DisposeAsync();
        await _postgres.DisposeAsync();
        DataFolder.Remove(_data);
    }

    private async Task StartAllAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_postgres.InitializeAsync().AsTask(), _redis.InitializeAsync().AsTask());
        Models = await TwoModels.StartAsync();
        A = await StartServerAsync("a", cancellationToken);
        B = await StartServerAsync("b", cancellationToken);
        _balancer = await StartBalancerAsync(A.Address, B.Address);
    }

    /// <summary>One data folder for both: it holds the key that signs tokens.</summary>
    private Task<ServerProgram> StartServerAsync(string replica, CancellationToken cancellationToken) => ServerProgram.StartAsync(Checkout.Server, _data, new Dictionary<string, string>
    {
        ["Storage:Provider"] = "postgres",
        ["Storage:ConnectionString"] = _postgres.ConnectionString(),
        ["WorkingMemory:Redis"] = _redis.Configuration,
        ["Cluster:Redis"] = _redis.Configuration,
        ["Model:Endpoint"] = Models.EndpointOf(replica).ToString(),
        ["Model:Name"] = "stub",
    }, Faults.None, null, cancellationToken);

    private static async Task<WebApplication> StartBalancerAsync(params Uri[] servers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "replicas", Match = new RouteMatch { Path = "{**any}" } }],
            [
                new ClusterConfig
                {
                    ClusterId = "replicas",
                    LoadBalancingPolicy = "RoundRobin",
                    Destinations = servers.ToDictionary(server => server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), server => new DestinationConfig { Address = server.ToString() }),
                },
            ]);
        var app = builder.Build();
        app.MapReverseProxy();
        await app.StartAsync();
        return app;
    }
}
