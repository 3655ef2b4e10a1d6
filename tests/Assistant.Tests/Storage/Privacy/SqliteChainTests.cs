namespace Assistant.Tests.Storage.Privacy;

public sealed class SqliteChainTests : ChainContract
{
    private protected override Task<StoreUnderTest> StartAsync(params (string Name, string Value)[] settings) =>
        StoreUnderTest.StartAsync(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value), Token);
}
