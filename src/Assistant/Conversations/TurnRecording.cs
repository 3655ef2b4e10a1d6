using Assistant.Agent;
using Assistant.Audit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Conversations;

/// <summary>
/// Step 9: records a turn, however long the store takes nothing, without running it again. Each try that fails makes the next one wait longer. After <see cref="TurnOptions.RecordTries"/> the person is told,
/// and whatever can be written first ends the turn: the answer, or, as it takes less room, the sentence that it could not be kept. Stateless and thread-safe.
/// </summary>
internal sealed partial class TurnRecording(ITurnLog log, IOptions<TurnOptions> options, TimeProvider time, ILogger<TurnRecording> logger)
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);

    /// <exception cref="OperationCanceledException">The program ends: the message stays in the inbox.</exception>
    public async Task<RecordResult> RecordAsync(Turn turn, ITurnEvents events, CancellationToken shutdown)
    {
        for (var (tries, pause) = (1, s_firstPause); ; tries++, pause = Longer(pause))
        {
            if (await TryAsync(turn, tries, shutdown) is { } stored)
                return stored;
            if (tries >= options.Value.RecordTries && await TryShortAsync(turn, isFirst: tries == options.Value.RecordTries, events, shutdown) is { } sorry)
                return sorry;
            await Task.Delay(pause, time, shutdown);
        }
    }

    private async Task<RecordResult?> TryAsync(Turn turn, int tries, CancellationToken shutdown)
    {
        try
        {
            return await log.RecordAsync(turn.ToRecord(time.GetUtcNow()) with { MayBeRecorded = tries > 1 }, shutdown);
        }
        catch (OperationCanceledException)
        {
            throw;
        }
        catch (Exception e)
        {
            Log.NotRecorded(logger, turn.Id, tries, e);
            return null;
        }
    }

    /// <summary>In the answer's place that it cannot be kept. Where not even that can be written, it is shown to whoever follows.</summary>
    private async Task<RecordResult?> TryShortAsync(Turn turn, bool isFirst, ITurnEvents events, CancellationToken shutdown)
    {
        // Who stopped it waits for no answer.
        var answer = turn.Answer is null ? null : TurnFailures.Apologise(TurnProblem.NotKept, turn.Id, turn.Language);
        try
        {
            var stored = await log.RecordAsync(turn.ToShortRecord(answer, time.GetUtcNow()), shutdown);
            turn.GiveUpAnswer(answer);
            Log.GivenUp(logger, turn.Id);
            return stored;
        }
        catch (OperationCanceledException)
        {
            throw;
        }
        catch (Exception e)
        {
            if (isFirst && answer is not null)
                events.Publish(new AnswerGrew(turn.Accepted.Message.ActivityId, answer.Text));
            Log.NotEvenShort(logger, turn.Id, e.GetType().Name);
            return null;
        }
    }

    private TimeSpan Longer(TimeSpan pause) => pause * 2 < options.Value.LongestRecordPause ? pause * 2 : options.Value.LongestRecordPause;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Turn {TurnId} could not be recorded (try {Tries}); it is tried again")]
        public static partial void NotRecorded(ILogger logger, string turnId, int tries, Exception exception);

        [LoggerMessage(Level = LogLevel.Error, Message = "Turn {TurnId} is recorded without its answer, which could not be kept (Turns:RecordTries)")]
        public static partial void GivenUp(ILogger logger, string turnId);

        [LoggerMessage(Level = LogLevel.Error, Message = "Turn {TurnId} could not be recorded without its answer either ({Error}); both are tried again")]
        public static partial void NotEvenShort(ILogger logger, string turnId, string error);
    }
}
