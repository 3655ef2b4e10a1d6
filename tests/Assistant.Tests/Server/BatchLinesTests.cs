using Assistant.Conversations;
using Assistant.Server.Commands;

namespace Assistant.Tests.Server;

public sealed class BatchLinesTests : IDisposable
{
    private readonly FileInfo _file = new(Path.GetTempFileName());
    private readonly List<string> _worked = [];
    private readonly List<int> _told = [];

    [Fact]
    public async Task Run_BadLinesAmongGoodOnes_AreToldByNumberAndTheOthersWorkedOn()
    {
        Assert.Equal(CommandLine.Failed, await RunAsync("\"a\"", "", "no json", "null", "\"bad\"", "  ", "\"b\""));

        Assert.Equal(["a", "bad", "b"], _worked);
        Assert.Equal([3, 4, 5], _told);
    }

    [Fact]
    public async Task Run_ALineThatFailedAndWasTold_CountsAndIsNotToldAgain()
    {
        Assert.Equal(CommandLine.Failed, await RunAsync("\"failed\"", "\"a\""));

        Assert.Equal(["failed", "a"], _worked);
        Assert.Empty(_told);
    }

    [Fact]
    public async Task Run_GoodLinesOnly_IsDone() => Assert.Equal(0, await RunAsync("\"a\"", "\"b\""));

    [Fact]
    public async Task Run_AnOutage_EndsTheBatch()
    {
        await Assert.ThrowsAsync<StorageUnavailableException>(() => RunAsync("\"a\"", "\"outage\"", "\"b\""));

        Assert.Equal(["a", "outage"], _worked);
    }

    [Fact]
    public async Task Run_AFileThatIsNotThere_IsWrongUsage()
    {
        _file.Delete();
        _file.Refresh();

        Assert.Equal(CommandLine.WrongUsage, (await Assert.ThrowsAsync<CommandException>(() => BatchLines.RunAsync(_file, _ => Task.FromResult(true), TestContext.Current.CancellationToken))).ExitCode);
    }

    public void Dispose() => _file.Delete();

    private async Task<int> RunAsync(params string[] lines)
    {
        await File.WriteAllLinesAsync(_file.FullName, lines, TestContext.Current.CancellationToken);
        return await BatchLines.RunAsync(_file, WorkAsync, TestContext.Current.CancellationToken, (number, _) => _told.Add(number));
    }

    private async Task<bool> WorkAsync(string line)
    {
        await Task.Yield();
        var text = BatchLines.Read<string>(line);
        _worked.Add(text);
        return text switch
        {
            "bad" => throw new CommandException("Bad."),
            "outage" => throw new StorageUnavailableException("The database is away."),
            "failed" => false,
            _ => true,
        };
    }
}
