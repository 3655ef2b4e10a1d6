using System.Diagnostics;
using Assistant.Agent;
using Assistant.Agent.Asking;
using Assistant.Audit;
using Assistant.Memory;
using Assistant.Notices;
using Assistant.Perception;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Conversations;

/// <summary>
/// One turn, from a message in the inbox to an answer in the log. Steps 1 to 3 (surface, inbox, the conversation's grain) came before:
/// 4 recall, 5 see and hear, 6 think and act, 7 speak, 8 remember, 9 record.
/// Stateless and thread-safe; whoever calls it keeps a conversation's turns one after the other.
/// </summary>
internal sealed partial class TurnRunner(
    TurnRecall recall, AttachmentReader attachments, TurnEvidence evidence, AgentLoop agent, TurnMemory memory,
    IInbox inbox, TurnRecording recording, TurnDelivery delivery, Welcome welcome, NoticeTurns notices, ILanguageModels models, IOptions<TurnOptions> options, TimeProvider time, ILogger<TurnRunner> logger)
{
    /// <summary>Runs the turn to its record. Cancelling <paramref name="stop"/> ends it without an answer, marked done; cancelling <paramref name="shutdown"/> leaves it in the inbox.</summary>
    public async Task<TurnEnd> RunAsync(AcceptedMessage accepted, long epoch, bool memoryMayBeOld, ITurnEvents events, ConversationOutbox outbox, CancellationToken stop, CancellationToken shutdown)
    {
        var message = accepted.Message;
        var turn = new Turn(accepted, epoch, TurnIds.For(message), time.GetUtcNow(), new TurnStopwatch(time));
        using var span = TurnTelemetry.StartTurn(turn);
        await using var speech = delivery.Open(message, events, outbox.IsClear);
        try
        {
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(stop, shutdown);
            turn.Answer = message.IsWithdrawn ? null : await AnswerAsync(turn, memoryMayBeOld, speech, message.Kind == InboundKind.Errand ? shutdown : linked.Token);
        }
        catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
        {
            speech.Leave();
            throw;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            turn.Answer = null;
        }
        catch (OperationCanceledException)
        {
            turn.Answer = TurnFailures.Apologise(TurnProblem.DeadlineExceeded, turn.Id, turn.Language);
        }
        catch (Exception e)
        {
            Log.Failed(logger, turn.Id, e);
            turn.Answer = TurnFailures.Apologise(TurnProblem.Internal, turn.Id, turn.Language);
        }
        TurnTelemetry.End(span, turn);
        try
        {
            return await FinishAsync(turn, speech, events, outbox, shutdown);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            span?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
            throw;
        }
    }

    private async Task<Answer> AnswerAsync(Turn turn, bool memoryMayBeOld, TurnSpeech speech, CancellationToken cancellationToken)
    {
        // Stopped while it waited.
        cancellationToken.ThrowIfCancellationRequested();
        var message = turn.Accepted.Message;
        if (message.Interruptions > options.Value.MaxInterruptions)
        {
            Log.GivenUp(logger, turn.Id, message.Interruptions);
            return TurnFailures.Apologise(TurnProblem.Interrupted, turn.Id, turn.Language);
        }
        if (message.Kind == InboundKind.ConversationStarted)
            return welcome.Greet(turn.Language, message.IsShared);
        if (StopWords.IsStop(message))
            return Welcome.Stopped(turn.Language);
        if (message.Kind == InboundKind.Notice)
            return NoticeTurns.Tell(message);
        if (message.Kind == InboundKind.Errand)
            return await delivery.RunErrandAsync(message, cancellationToken);

        // Step 4: recall.
        using (turn.Watch.Begin(TurnSteps.Recall))
            turn.Recalled = await WithinAsync(options.Value.RecallDeadline, token => recall.RecallAsync(turn.Accepted, memoryMayBeOld, token), cancellationToken);
        turn.Language = LanguageGuess.Of(message.Text, message.Locale, turn.Recalled.Memory);
        if (await notices.AnswerAsync(message, turn.Language, cancellationToken) is { } granted)
            return granted;

        // Step 5: see and hear. A language model reads a table where it stands in the text; to be quoted it is read like a file.
        var read = AttachmentReading.Nothing;
        var table = models.Current.IsModel || attachments.IsFull(message) ? null : PastedTable.Of(message.Text);
        if (message.Attachments.Count > 0 || table is not null)
        {
            using (turn.Watch.Begin(TurnSteps.Perceive))
                read = await attachments.ReadAsync(table?.AttachedTo(message) ?? message, speech, options.Value.PerceptionDeadline, cancellationToken);
            turn.Evidence = read.Evidence;
            turn.Models = read.Models;
            // Stopped meanwhile: what was read until then is kept.
            cancellationToken.ThrowIfCancellationRequested();
        }
        var question = table is not null ? table.Rest : message.Text.Length > 0 ? message.Text : read.SpokenText;
        turn.IsHeard = message.Text.Length == 0 && question.Length > 0;
        if (turn.IsHeard)
            turn.Language = LanguageGuess.Of(question, message.Locale, turn.Recalled.Memory);
        turn.Question = question;

        // Step 6: think and act; step 7: speak while the answer grows.
        using (turn.Watch.Begin(TurnSteps.Answer))
        {
            using var overdue = new CancellationTokenSource(options.Value.AnswerDeadline, time);
            return await WithinAsync(options.Value.AnswerDeadline + options.Value.TimeToFinish, token => ThinkAsync(turn, question, read, speech, overdue.Token, token), cancellationToken);
        }
    }

    private async Task<Answer> ThinkAsync(Turn turn, string question, AttachmentReading read, TurnSpeech speech, CancellationToken overdue, CancellationToken cancellationToken)
    {
        var message = turn.Accepted.Message;
        var known = await evidence.GatherAsync(turn, read, question, cancellationToken);
        var request = new AgentRequest
        {
            Conversation = message.Conversation,
            TurnId = turn.Id,
            From = message.From,
            ActivityId = message.ActivityId,
            Question = question,
            Language = turn.Language,
            IsHeard = turn.IsHeard,
            Evidence = [.. read.AnswerableEvidence, .. known.Earlier.Where(e => e.HasContent)],
            NewEvidence = read.AnswerableEvidence.Count,
            Failures = [.. read.Failures, .. known.JustUnread],
            Memory = turn.Recalled.Memory,
            Now = LocalTime.Of(time.GetUtcNow(), message.TimeZone),
            IsShared = message.IsShared,
            Pressed = PressedReply.Of(message.Value),
            BeginAllowed = token => inbox.BeginAllowedAsync(turn.Accepted, turn.Epoch, token),
            CanAskBack = !message.CannotReply,
            TellsEach = message.CannotReply,
            Pictures = read.Pictures,
            EarlierPictures = [.. known.Earlier.Where(e => e is { Kind: EvidenceKind.Image, AttachmentId: not null })],
            Overdue = overdue,
            Sent = turn.Sent,
        };
        await foreach (var update in agent.RunAsync(request, cancellationToken))
        {
            switch (update)
            {
                case AnswerDelta delta:
                    await speech.GrowAsync(delta.Text, cancellationToken);
                    break;
                case AgentProgress progress:
                    await speech.ProgressAsync(progress.Progress, cancellationToken);
                    break;
                case AnswerReady ready:
                    turn.Question = ready.Answer.Question ?? turn.Question;
                    return known.Told(ready.Answer, message.TimeZone);
            }
        }
        throw new InvalidOperationException("The agent ended without an answer.");
    }

    private async Task<TurnEnd> FinishAsync(Turn turn, TurnSpeech speech, ITurnEvents events, ConversationOutbox outbox, CancellationToken shutdown)
    {
        speech.End();
        turn.Answer = turn.Answer is { } answer ? answer with { Timings = new Dictionary<string, double>(turn.Watch.Milliseconds) } : null;

        // Step 8: remember. Beside step 9, so that both share one commit; a turn that runs again after a crash replaces its own memory.
        var remembering = memory.RememberAsync(turn, shutdown);

        // Step 9: record, in the transaction that marks the inbox row done.
        turn.IsSentAtOnce = speech.BeginsWithRecord && outbox.IsClear;
        var isSavedBefore = remembering.IsCompleted;
        var reply = await RecordAsync(turn, events, shutdown);
        if (reply is { TakenOver: false, Activity: null })
            events.Publish(new TurnStopped(turn.Accepted.Message.ActivityId));
        if (reply is { TakenOver: false, Activity: { } activity })
        {
            events.Publish(new ActivityAdded(activity));
            await outbox.DeliverAsync(speech, turn.Accepted.Message, activity, turn.IsSentAtOnce, shutdown);
        }

        if (!reply.TakenOver)
            await memory.RecordedAsync(turn, reply.Activity, shutdown);

        // Memory may still be at a summary; the reply does not wait for it, the next turn does.
        var isRemembered = await remembering;
        // Whoever erases somebody takes the conversation from us with the rows, and clears its memory after them: what was saved later has to look whether it came too late for that.
        var takenOver = reply.TakenOver || (isRemembered && !isSavedBefore && !await IsOursAsync(turn));
        if (isRemembered && (takenOver || turn.IsGivenUp))
            await memory.ForgetAsync(turn);
        return takenOver ? TurnEnd.TakenOver : isRemembered && !turn.IsGivenUp ? TurnEnd.Remembered : TurnEnd.NotRemembered;
    }

    private async Task<bool> IsOursAsync(Turn turn)
    {
        try
        {
            return await inbox.IsCurrentAsync(turn.Accepted.Message.Conversation, turn.Epoch, CancellationToken.None);
        }
        catch (StorageUnavailableException)
        {
            // The next turn recalls from the log.
            return false;
        }
    }

    private async Task<(StoredActivity? Activity, bool TakenOver)> RecordAsync(Turn turn, ITurnEvents events, CancellationToken shutdown)
    {
        using var step = turn.Watch.Begin(TurnSteps.Record);
        var stored = await recording.RecordAsync(turn, events, shutdown);
        TurnTelemetry.TurnSeconds.Record((time.GetUtcNow() - turn.StartedAt).TotalSeconds);
        TurnTelemetry.Turns.Add(1, new KeyValuePair<string, object?>("outcome", turn.Outcome));
        return stored.Outcome switch
        {
            RecordOutcome.TakenOver => (null, true),
            _ => (stored.Activity, false),
        };
    }

    private async Task<T> WithinAsync<T>(TimeSpan deadline, Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(deadline, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        return await step(linked.Token);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Turn {TurnId} is given up: the program ended {Times} times while it ran (Turns:MaxInterruptions)")]
        public static partial void GivenUp(ILogger logger, string turnId, int times);

        [LoggerMessage(Level = LogLevel.Error, Message = "Turn {TurnId} failed")]
        public static partial void Failed(ILogger logger, string turnId, Exception exception);
    }
}
