using Assistant.Privacy;
using Assistant.Storage.Retention;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Assistant.Tests.Storage.Privacy;

public sealed class RetentionScheduleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rules_ThatCannotBeApplied_AreTriedAgainAndStopNoServer()
    {
        var (time, rules) = (new FakeTimeProvider(), new Damaged());
        using var schedule = new RetentionSchedule(rules, Options.Create(new RetentionOptions { Rules = { new() { Kind = RetentionKind.Log, Keep = TimeSpan.FromDays(1) } } }), time, NullLogger<RetentionSchedule>.Instance);
        await schedule.StartAsync(Token);
        for (var waited = 0; rules.Runs < 2 && waited < 500; waited++)
        {
            time.Advance(TimeSpan.FromHours(1));
            await Task.Delay(10, Token);
        }
        Assert.True(rules.Runs >= 2);
        Assert.False(schedule.ExecuteTask!.IsCompleted);
        await schedule.StopAsync(Token);
    }

    private sealed class Damaged : IRetention
    {
        private int _runs;

        public int Runs => Volatile.Read(ref _runs);

        public Task<IReadOnlyList<RetentionResult>> ApplyAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _runs);
            throw new InvalidDataException("Stored content is damaged.");
        }
    }
}
