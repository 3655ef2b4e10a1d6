using Assistant.Conversations;
using Assistant.Perception;
using Assistant.Server.Commands;
using Microsoft.Extensions.Options;

namespace Assistant.Server.Terminal;

/// <summary>Turns of people at a terminal, in the process that holds the conversations.</summary>
internal sealed class TerminalTurns(IConversations conversations, IAttachmentStore attachments, IOptions<PerceptionOptions> perception, TimeProvider time)
{
    private static readonly TimeSpan s_stopAgain = TimeSpan.FromMilliseconds(250);

    /// <summary>Stores the files and the message; when it ends, the message will be answered.</summary>
    /// <exception cref="CommandException">It was not accepted.</exception>
    public async Task<AcceptedMessage> SubmitAsync(TerminalQuestion asked, IReadOnlyList<TerminalFile> files, CancellationToken cancellationToken)
    {
        var key = new ConversationKey(ConversationKey.DefaultTenant, ChannelIds.Terminal, asked.Conversation ?? Guid.CreateVersion7().ToString("N"));
        var person = new Participant($"terminal:{asked.Person}", asked.Person);
        var message = new InboundMessage
        {
            Conversation = key,
            ActivityId = Guid.CreateVersion7().ToString("N"),
            From = person,
            ReceivedAt = time.GetUtcNow(),
            Text = asked.Question,
            Attachments = await StoreAsync(new(key, person.Id), files, cancellationToken),
            Locale = asked.Locale,
        };
        var submitted = await conversations.SubmitAsync(message, cancellationToken);
        return submitted.Outcome == SubmitOutcome.Accepted
            ? new(message, submitted.Sequence)
            : throw new CommandException($"The message was not accepted ({submitted.Outcome}). Is the disk full, or another program writing to the data folder?");
    }

    /// <summary>Follows the message to its answer.</summary>
    /// <param name="onEvent">Told of progress and growing text, and waited for.</param>
    /// <param name="stop">Stops the answer, which then ends as cancelled.</param>
    public async Task<StoredActivity> AnswerAsync(AcceptedMessage accepted, Func<ConversationEvent, Task> onEvent, CancellationToken stop, CancellationToken cancellationToken)
    {
        var (message, key) = (accepted.Message, accepted.Message.Conversation);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var stopping = StopWhenAskedAsync(message, stop, ended.Token);
        try
        {
            await foreach (var happened in conversations.FollowAsync(key, accepted.Sequence, cancellationToken))
            {
                if (happened is ActivityAdded { Activity: { Answer: not null } reply } && reply.ReplyToId == message.ActivityId)
                    return reply;
                if (happened is TurnStopped stopped && stopped.ReplyToId == message.ActivityId)
                    break;
                await onEvent(happened);
            }
            throw new OperationCanceledException("The turn was stopped.");
        }
        finally
        {
            await ended.CancelAsync();
            await stopping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Until it has ended: a message that is still on its way to its conversation cannot be stopped.</summary>
    private async Task StopWhenAskedAsync(InboundMessage message, CancellationToken stop, CancellationToken ended)
    {
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(stop, ended))
            await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!ended.IsCancellationRequested)
        {
            await conversations.StopAsync(message.Conversation, message.ActivityId, ended);
            await Task.Delay(s_stopAgain, time, ended);
        }
    }

    private async Task<IReadOnlyList<InboundAttachment>> StoreAsync(AttachmentOwner owner, IReadOnlyList<TerminalFile> files, CancellationToken cancellationToken)
    {
        var stored = new List<InboundAttachment>();
        foreach (var file in files)
        {
            var id = Guid.CreateVersion7().ToString("N");
            try
            {
                stored.Add(new(id, file.Name, "application/octet-stream", await attachments.SaveAsync(owner, id, file.Content, perception.Value, cancellationToken)));
            }
            catch (AttachmentTooLargeException e)
            {
                throw new CommandException($"{file.Shown} is larger than {e.MaxBytes / 1_048_576} MB.");
            }
            catch (StorageUnavailableException e)
            {
                throw new CommandException(e.Message);
            }
        }
        return stored;
    }
}
