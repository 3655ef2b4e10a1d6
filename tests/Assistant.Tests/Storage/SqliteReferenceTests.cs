namespace Assistant.Tests.Storage;

public sealed class SqliteReferenceTests : ReferenceContract
{
    private protected override Task<StoreUnderTest> StartAsync() => StoreUnderTest.StartAsync([], Token);
}
