namespace Assistant.Tests.Storage.Privacy;

public sealed class SqliteErasureTests : ErasureContract
{
    private protected override Task<StoreUnderTest> StartAsync() => StoreUnderTest.StartAsync([], Token);
}
