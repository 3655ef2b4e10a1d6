namespace Assistant.Tests.Storage.Privacy;

public sealed class SqliteRetentionTests : RetentionContract
{
    private protected override Task<StoreUnderTest> StartAsync(params (string Name, string Value)[] settings) => StoreUnderTest.StartAsync(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value), Token);
}
