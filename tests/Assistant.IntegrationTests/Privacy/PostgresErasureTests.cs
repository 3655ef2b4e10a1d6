using Assistant.IntegrationTests.Storage;
using Assistant.Tests.Storage;
using Assistant.Tests.Storage.Privacy;

namespace Assistant.IntegrationTests.Privacy;

public sealed class PostgresErasureTests(PostgresServer server) : ErasureContract, IClassFixture<PostgresServer>
{
    private protected override async Task<StoreUnderTest> StartAsync(params KeyValuePair<string, string?>[] settings)
    {
        Assert.SkipUnless(server.Missing is null, server.Missing ?? "");
        return await StoreUnderTest.StartAsync(new(settings)
        {
            ["Storage:Provider"] = "postgres",
            ["Storage:ConnectionString"] = server.ConnectionString(await server.CreateDatabaseAsync(Token)),
        }, Token);
    }
}
