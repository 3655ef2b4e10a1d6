namespace Assistant.Tests.Storage;

public sealed class SqliteFeedbackTests : FeedbackContract
{
    private protected override Task<StoreUnderTest> StartAsync() => StoreUnderTest.StartAsync([], Token);
}
