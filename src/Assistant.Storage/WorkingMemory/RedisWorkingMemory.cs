using Assistant.Conversations;
using Assistant.Health;
using Assistant.Memory;
using Assistant.Privacy;
using Assistant.Storage.Content;
using Assistant.Storage.Keys;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Assistant.Storage.WorkingMemory;

/// <summary>
/// Working memory in Redis, one hash a conversation: key <c>assistant:wm:{conversation}</c>, fields <c>version</c> (number) and <c>state</c> (content), with a time to live.
/// One round trip to load, one to save; away, it answers "nothing held" and the log serves.
/// </summary>
internal sealed partial class RedisWorkingMemory(
    IOptions<WorkingMemoryOptions> options, ContentCodec content, ILogger<RedisWorkingMemory> logger) : IWorkingMemory, IDependency, IAsyncDisposable
{
    private const string SaveScript =
        """
        local held = redis.call('HGET', KEYS[1], 'version')
        if held and tonumber(held) ~= tonumber(ARGV[1]) - 1 then return 0 end
        redis.call('HSET', KEYS[1], 'version', ARGV[1], 'state', ARGV[2])
        redis.call('PEXPIRE', KEYS[1], ARGV[3])
        return 1
        """;

    private readonly Lazy<Task<ConnectionMultiplexer>> _connection = new(() => ConnectAsync(options.Value.Redis!));
    private int _away;

    public string Name => "redis";
    public string Detail => "working memory of conversations; while it is away, they are recalled from the log";
    public string Remedy => "Look whether the Redis server at WorkingMemory:Redis runs and can be reached from here.";

    public async Task<bool> AnswersAsync(CancellationToken cancellationToken) =>
        await (await _connection.Value.WaitAsync(cancellationToken)).GetDatabase().PingAsync().WaitAsync(cancellationToken) > TimeSpan.Zero;

    public Task<WorkingMemoryState?> LoadAsync(ConversationKey conversation, CancellationToken cancellationToken) => TryAsync<WorkingMemoryState?>(async database =>
    {
        var stored = await database.HashGetAsync(Key(conversation), "state");
        if (stored.IsNull)
            return null;
        try
        {
            return content.Read(ContentOwner.Of(conversation), (byte[])stored!, StoreJson.Default.WorkingMemoryState);
        }
        catch (Exception e) when (e is not (StorageUnavailableException or KeyStoreException))
        {
            // Broken, of a newer version, or under a key that went with somebody who was erased while Redis was away: it would keep every later state out by its number. The log has it all.
            if (e is not ContentErasedException)
                Log.Unreadable(logger, e.GetType().Name);
            await database.KeyDeleteAsync(Key(conversation));
            return null;
        }
    }, null);

    public Task<bool> SaveAsync(ConversationKey conversation, WorkingMemoryState state, CancellationToken cancellationToken) => TryAsync(async database =>
    {
        var payload = content.Write(ContentOwner.Of(conversation), state, StoreJson.Default.WorkingMemoryState);
        return (long)await database.ScriptEvaluateAsync(SaveScript, [Key(conversation)], [state.Version, payload, (long)options.Value.TimeToLive.TotalMilliseconds]) == 1;
    }, false);

    public Task RemoveAsync(ConversationKey conversation, CancellationToken cancellationToken) => TryAsync(database => database.KeyDeleteAsync(Key(conversation)), false);

    public async ValueTask DisposeAsync()
    {
        if (_connection is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await _connection.Value).DisposeAsync();
    }

    private async Task<T> TryAsync<T>(Func<IDatabase, Task<T>> call, T whenAway)
    {
        try
        {
            var result = await call((await _connection.Value).GetDatabase());
            if (Interlocked.Exchange(ref _away, 0) == 1)
                Log.Back(logger);
            return result;
        }
        catch (Exception e) when (e is RedisException or RedisTimeoutException or TimeoutException)
        {
            if (Interlocked.Exchange(ref _away, 1) == 0)
                Log.Away(logger, e.GetType().Name);
            return whenAway;
        }
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

    private static RedisKey Key(ConversationKey conversation) => $"assistant:wm:{conversation}";

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Redis is away ({Error}): conversations are recalled from the log until it is back")]
        public static partial void Away(ILogger logger, string error);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A conversation's working memory in Redis cannot be read ({Error}): it is dropped and recalled from the log")]
        public static partial void Unreadable(ILogger logger, string error);

        [LoggerMessage(Level = LogLevel.Information, Message = "Redis is back")]
        public static partial void Back(ILogger logger);
    }
}
