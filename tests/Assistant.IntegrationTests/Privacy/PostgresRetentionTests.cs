using Assistant.IntegrationTests.Storage;
using Assistant.Tests.Storage;
using Assistant.Tests.Storage.Privacy;

namespace Assistant.IntegrationTests.Privacy;

public sealed class PostgresRetentionTests(PostgresServer server) : RetentionContract, IClassFixture<PostgresServer>
{
    private protected override async Task<StoreUnderTest> StartAsync(params (string Name, string Value)[] settings)
    {
        Assert.SkipUnless(server.Missing is null, server.Missing ?? "");
        return await StoreUnderTest.StartAsync(new(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
        {
            ["Storage:Provider"] = "postgres",
            ["Storage:ConnectionString"] = server.ConnectionString(await server.CreateDatabaseAsync(Token)),
        }, Token);
    }
}
