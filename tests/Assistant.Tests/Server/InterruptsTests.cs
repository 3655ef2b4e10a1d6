using Assistant.Server.Commands;

namespace Assistant.Tests.Server;

public sealed class InterruptsTests
{
    [Fact]
    public async Task Interrupt_DuringAnAnswer_StopsItAndTheSecondEndsTheProgram()
    {
        using var interrupts = new Interrupts();
        var begun = new TaskCompletionSource();
        var answer = interrupts.AnswerAsync(async (stop, end) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return (Stopped: stop.IsCancellationRequested, Ended: end.IsCancellationRequested);
        });
        await begun.Task;

        Assert.True(interrupts.Interrupt());
        Assert.False(interrupts.End.IsCancellationRequested);
        Assert.True(interrupts.Interrupt());

        Assert.Equal((true, true), await answer);
        Assert.False(interrupts.Interrupt(), "a third is the system's");
    }

    [Fact]
    public async Task Interrupt_BetweenAnswers_EndsTheProgram()
    {
        using var interrupts = new Interrupts();
        Assert.Equal(1, await interrupts.AnswerAsync((_, _) => Task.FromResult(1)));

        Assert.True(interrupts.Interrupt());

        Assert.True(interrupts.End.IsCancellationRequested);
    }

    [Fact]
    public async Task AnswerAsync_AfterAStoppedOne_MayBeStoppedToo()
    {
        using var interrupts = new Interrupts();
        for (var i = 0; i < 2; i++)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => interrupts.AnswerAsync(async (stop, _) =>
            {
                Assert.True(interrupts.Interrupt());
                await Task.Delay(Timeout.Infinite, stop);
                return 0;
            }));

        Assert.False(interrupts.End.IsCancellationRequested);
    }
}
