using Assistant.Storage.Writing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Assistant.Tests.Storage.Writing;

public class WriteQueueTests
{
    private const int Most = 200;

    // Longer than any test waits; by a clock that stands still, as on a machine that is never held up itself.
    private readonly WriteQueue _queue = new(Most, TimeSpan.FromMinutes(5), new FakeTimeProvider());

    [Fact]
    public void Take_AmongMany_WaitsForThoseBehind()
    {
        Fill(Most);
        Assert.Equal(Most, Taken());
        Fill(1);
        var (writer, group) = TakeBeside();

        var waits = SpinWait.SpinUntil(() => writer.ThreadState.HasFlag(ThreadState.WaitSleepJoin) || !writer.IsAlive, TimeSpan.FromSeconds(30)) && writer.IsAlive;
        Fill(Most - 1);
        writer.Join();

        Assert.True(waits);
        Assert.Equal(Most, group.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Take_OfOneOrTwoCallersInTurn_HoldsNobodyUp(int callers)
    {
        for (var i = 0; i < Most; i++)
        {
            Fill(callers);
            Assert.Equal(callers, Taken());
        }
    }

    [Fact]
    public void Take_WhileItWaitsForOthersAndTheQueueCloses_TakesWhatIsThere()
    {
        Fill(Most);
        Assert.Equal(Most, Taken());
        Fill(3);
        var (writer, group) = TakeBeside();

        _queue.Close();
        writer.Join();

        Assert.Equal(3, group.Count);
        Assert.False(_queue.TryAdd(new Nothing()));
        Assert.Equal(0, Taken());
    }

    private void Fill(int operations)
    {
        for (var i = 0; i < operations; i++)
            Assert.True(_queue.TryAdd(new Nothing()));
    }

    private int Taken()
    {
        var group = new List<WriteOperation>();
        return _queue.Take(group) ? group.Count : 0;
    }

    private (Thread Writer, List<WriteOperation> Group) TakeBeside()
    {
        var group = new List<WriteOperation>();
        var writer = new Thread(() => _queue.Take(group)) { IsBackground = true };
        writer.Start();
        return (writer, group);
    }

    private sealed class Nothing() : WriteOperation("conversation", null)
    {
        public override void Execute(StoreSession session)
        {
        }

        public override void Complete()
        {
        }

        public override void Fail(Exception exception)
        {
        }
    }
}
