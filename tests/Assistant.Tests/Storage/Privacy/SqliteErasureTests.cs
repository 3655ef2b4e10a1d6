namespace Assistant.Tests.Storage.Privacy;

public sealed class SqliteErasureTests : ErasureContract
{
    private protected override Task<StoreUnderTest> StartAsync(params KeyValuePair<string, string?>[] settings) => StoreUnderTest.StartAsync(new(settings), Token);
}
