using Assistant.Memory;
using Microsoft.Extensions.Logging;

namespace Assistant.Conversations;

/// <summary>Changes of messages that are or will be remembered, which wait until no turn writes the same memory. What a crash leaves of them, or a memory that is away, is noted in the inbox. Thread-safe.</summary>
internal sealed partial class RevisionQueue(MemoryRevisions revisions, IInbox inbox, ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly Queue<(MessageRevision Revision, TaskCompletionSource Done)> _waiting = [];

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _waiting.Count == 0;
        }
    }

    /// <returns>Ends when the memory has been changed; fails when it could not be: whoever asked asks again.</returns>
    public Task Add(MessageRevision revision)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _waiting.Enqueue((revision, done));
        return done.Task;
    }

    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        while (TryTake(out var next))
            try
            {
                // Once more: it may have been answered, with its former text, since it was changed there.
                if (await inbox.ReviseAsync(next.Revision, cancellationToken) != RevisionOutcome.Outdated)
                    await revisions.ReviseAsync(next.Revision, cancellationToken);
                await inbox.RememberedAsync(next.Revision, cancellationToken);
                next.Done.TrySetResult();
            }
            catch (Exception e)
            {
                Log.NotRemembered(logger, next.Revision.ActivityId, e.GetType().Name);
                next.Done.TrySetException(e);
            }
    }

    private bool TryTake(out (MessageRevision Revision, TaskCompletionSource Done) next)
    {
        lock (_gate)
            return _waiting.TryDequeue(out next);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Memory does not follow the change of message {ActivityId} yet ({Error}); it is tried again")]
        public static partial void NotRemembered(ILogger logger, string activityId, string error);
    }
}
