using Assistant.Storage.Writing;
using Xunit;

namespace Assistant.Tests.Storage.Writing;

public class WriteQueueTests
{
    private const int Most = 200;

    // Longer than any test waits.
    private readonly WriteQueue _queue = new(Most, TimeSpan.FromMinutes(5));

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

    [Fact]
    public void Take_OfWhoComesAloneAgain_IsNotHeldUp()
    {
        for (var i = 0; i < Most; i++)
        {
            Fill(1);
            Assert.Equal(1, Taken());
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
