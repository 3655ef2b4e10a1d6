namespace Assistant.IntegrationTests.Storage;

// The servers are the benchmarks' too, which know nothing of xunit: that they are fixtures stands here.
public sealed partial class PostgresServer : IAsyncLifetime;

public sealed partial class RedisServer : IAsyncLifetime;
