using Assistant.Memory;

namespace Assistant.Conversations;

/// <summary>Changes of messages that are or will be remembered, which wait until no turn writes the same memory. Thread-safe.</summary>
internal sealed class RevisionQueue(MemoryRevisions revisions, IInbox inbox)
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
                await inbox.ReviseAsync(next.Revision, cancellationToken);
                await revisions.ReviseAsync(next.Revision, cancellationToken);
                next.Done.TrySetResult();
            }
            catch (Exception e)
            {
                next.Done.TrySetException(e);
            }
    }

    private bool TryTake(out (MessageRevision Revision, TaskCompletionSource Done) next)
    {
        lock (_gate)
            return _waiting.TryDequeue(out next);
    }
}
