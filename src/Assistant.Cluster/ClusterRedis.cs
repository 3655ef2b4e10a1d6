using Assistant.Health;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Assistant.Cluster;

/// <summary>Whether the Redis server that replicas find each other by answers, over a connection of its own.</summary>
internal sealed class ClusterRedis(IOptions<ClusterOptions> options) : IDependency, IAsyncDisposable
{
    private readonly Lazy<Task<ConnectionMultiplexer>> _connection = new(() => ConnectAsync(options.Value.Redis!));

    public string Name => "clusterRedis";
    public string Detail => "the replicas' list of one another; while it is away, none can join and a dead one is not noticed";
    public string Remedy => "Look whether the Redis server at Cluster:Redis runs and can be reached from here.";

    public async Task<bool> AnswersAsync(CancellationToken cancellationToken) =>
        await (await _connection.Value.WaitAsync(cancellationToken)).GetDatabase().PingAsync().WaitAsync(cancellationToken) > TimeSpan.Zero;

    public async ValueTask DisposeAsync()
    {
        if (_connection is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await _connection.Value).DisposeAsync();
    }

    private static async Task<ConnectionMultiplexer> ConnectAsync(string configuration)
    {
        var parsed = ConfigurationOptions.Parse(configuration);
        parsed.AbortOnConnectFail = false;
        parsed.AsyncTimeout = 1_000;
        parsed.ConnectTimeout = 2_000;
        parsed.BacklogPolicy = BacklogPolicy.FailFast;
        return await ConnectionMultiplexer.ConnectAsync(parsed);
    }
}
