using Assistant.Tests.Storage;

namespace Assistant.IntegrationTests.Storage;

/// <summary>A database of its own for each test: the chain of one would be another's.</summary>
public sealed class PostgresReferenceTests(PostgresServer server) : ReferenceContract, IClassFixture<PostgresServer>
{
    private protected override async Task<StoreUnderTest> StartAsync()
    {
        Assert.SkipUnless(server.Missing is null, server.Missing ?? "");
        var database = "references_" + Guid.NewGuid().ToString("N");
        await using (var admin = new Npgsql.NpgsqlConnection(server.ConnectionString()))
        {
            await admin.OpenAsync(Token);
            await using var command = new Npgsql.NpgsqlCommand($"CREATE DATABASE {database}", admin);
            await command.ExecuteNonQueryAsync(Token);
        }
        return await StoreUnderTest.StartAsync(new() { ["Storage:Provider"] = "postgres", ["Storage:ConnectionString"] = server.ConnectionString(database) }, Token);
    }
}
