using Assistant.IntegrationTests.Storage;
using Assistant.Tests.Storage;
using Assistant.Tests.Storage.Privacy;

namespace Assistant.IntegrationTests.Privacy;

public sealed class PostgresChainTests(PostgresServer server) : ChainContract, IClassFixture<PostgresServer>
{
    private string? _database;

    private protected override async Task<StoreUnderTest> StartAsync(params (string Name, string Value)[] settings)
    {
        Assert.SkipUnless(server.Missing is null, server.Missing ?? "");
        _database ??= await server.CreateDatabaseAsync(Token);
        return await StoreUnderTest.StartAsync(new(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
        {
            ["Storage:Provider"] = "postgres",
            ["Storage:ConnectionString"] = server.ConnectionString(_database),
        }, Token);
    }
}
