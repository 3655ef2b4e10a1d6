namespace Assistant.Tests.Storage;

public sealed class SqliteEpisodeTests : EpisodeContract
{
    private protected override Task<StoreUnderTest> StartAsync(StoreUnderTest? again = null) => StoreUnderTest.StartAsync([], TestContext.Current.CancellationToken, again?.Folder);
}
