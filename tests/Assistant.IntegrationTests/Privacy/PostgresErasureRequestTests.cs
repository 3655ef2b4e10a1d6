using Assistant.IntegrationTests.Storage;
using Assistant.Tests.Storage;
using Assistant.Tests.Storage.Privacy;

namespace Assistant.IntegrationTests.Privacy;

/// <summary>A database of its own for each test: receipts are of a whole installation.</summary>
public sealed class PostgresErasureRequestTests(PostgresServer server) : ErasureRequestContract, IClassFixture<PostgresServer>
{
    private string? _database;

    private protected override async Task<StoreUnderTest> StartAsync(StoreUnderTest? again = null)
    {
        Assert.SkipUnless(server.Missing is null, server.Missing ?? "");
        _database ??= await server.CreateDatabaseAsync(Token);
        return await StoreUnderTest.StartAsync(new() { ["Storage:Provider"] = "postgres", ["Storage:ConnectionString"] = server.ConnectionString(_database) }, Token);
    }
}
