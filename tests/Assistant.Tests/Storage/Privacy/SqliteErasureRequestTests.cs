namespace Assistant.Tests.Storage.Privacy;

public sealed class SqliteErasureRequestTests : ErasureRequestContract, IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("assistant-requests-").FullName;

    private protected override Task<StoreUnderTest> StartAsync(StoreUnderTest? again = null) => StoreUnderTest.StartAsync([], Token, _folder);

    public void Dispose() => StoreUnderTest.Remove(_folder);
}
