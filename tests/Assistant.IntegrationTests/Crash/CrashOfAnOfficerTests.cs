using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Crash;

/// <summary>An erasure and a change of the master key are killed (SIGKILL) at each of their steps: afterwards nothing half-erased is readable, the chain verifies, and both can be ended.</summary>
public sealed class CrashOfAnOfficerTests : IClassFixture<ToldOnce>, IDisposable
{
    // 128 and SIGKILL.
    private const int Killed = 137;
    private readonly string _data = Directory.CreateTempSubdirectory("assistant-crash-").FullName;

    /// <summary>Each test has a copy of one installation that was talked to.</summary>
    public CrashOfAnOfficerTests(ToldOnce told)
    {
        foreach (var suffix in new[] { "", "-keys" })
            FileTree.Copy(told.Data + suffix, _data + suffix);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Person => $"terminal:{Environment.UserName}";

    public void Dispose() => DataFolder.Remove(_data);

    [Theory]
    [InlineData("begin:erase.key", false)]
    [InlineData("end:erase.key", true)]
    [InlineData("begin:erase.files", true)]
    [InlineData("end:erase.files", true)]
    [InlineData("begin:erase.rows", true)]
    [InlineData("end:erase.rows", true)]
    [InlineData("begin:erase.receipt", true)]
    [InlineData("end:erase.receipt", true)]
    public async Task Kill_WhileErasing_LeavesNothingHalfErasedToRead(string fault, bool gone)
    {
        var receipt = Path.Combine(_data, "receipt.json");
        Assert.Equal(Killed, (await RunAsync(fault, "audit", "erase", "--subject", Person, "--receipt", receipt)).Code);

        await KeptData.OpenAsync(_data, async kept => Assert.Equal(!gone, (await kept.ShowAsync(Person)).Contains("quince", StringComparison.Ordinal)));

        // Whoever starts next ends it; here that is a second erasure, of what may have come since.
        File.Delete(receipt);
        Assert.Equal(0, (await RunAsync(null, "audit", "erase", "--subject", Person, "--receipt", receipt)).Code);
        await KeptData.OpenAsync(_data, async kept =>
        {
            Assert.Equal("", await kept.ShowAsync(Person));
            await kept.VerifyAsync();
            await kept.CheckReceiptAsync(receipt);
        });
    }

    [Theory]
    [InlineData("begin:rotate.wrap")]
    [InlineData("end:rotate.wrap")]
    [InlineData("begin:rotate.file")]
    [InlineData("end:rotate.file")]
    public async Task Kill_WhileChangingTheMasterKey_LeavesOneThatOpensEverything(string fault)
    {
        Assert.Equal(Killed, (await RunAsync(fault, "keys", "rotate")).Code);

        await KeptData.OpenAsync(_data, async kept => Assert.Contains("quince", await kept.ShowAsync(Person), StringComparison.Ordinal));
        Assert.Equal(0, (await RunAsync(null, "keys", "rotate")).Code);
        await KeptData.OpenAsync(_data, async kept =>
        {
            Assert.Contains("quince", await kept.ShowAsync(Person), StringComparison.Ordinal);
            await kept.VerifyAsync();
        });
    }

    private Task<(int Code, string Output)> RunAsync(string? fault, params string[] arguments) => AssistantCommand.RunAsync([.. arguments, "--Data:Directory", _data], Faults.KillAt(fault), Token);
}

/// <summary>An installation in which one thing was said.</summary>
public sealed class ToldOnce : IAsyncLifetime
{
    public string Data { get; } = Directory.CreateTempSubdirectory("assistant-told-").FullName;

    public async ValueTask InitializeAsync() =>
        Assert.Equal(0, (await AssistantCommand.RunAsync(["ask", "--json", "hello, I like quince jam", "--Data:Directory", Data], Faults.None, TestContext.Current.CancellationToken)).Code);

    public ValueTask DisposeAsync()
    {
        DataFolder.Remove(Data);
        return ValueTask.CompletedTask;
    }
}
