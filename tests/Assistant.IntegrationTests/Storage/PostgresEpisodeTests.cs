using Assistant.Tests.Storage;

namespace Assistant.IntegrationTests.Storage;

public sealed class PostgresEpisodeTests(PostgresServer server) : EpisodeContract, IClassFixture<PostgresServer>
{
    private protected override Task<StoreUnderTest> StartAsync(StoreUnderTest? again = null)
    {
        Assert.SkipUnless(server.Missing is null, server.Missing ?? "");
        return StoreUnderTest.StartAsync(new() { ["Storage:Provider"] = "postgres", ["Storage:ConnectionString"] = server.ConnectionString() }, TestContext.Current.CancellationToken);
    }
}
