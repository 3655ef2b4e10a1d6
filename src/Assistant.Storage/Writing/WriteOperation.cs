using Assistant.Conversations;

namespace Assistant.Storage.Writing;

/// <summary>Something to write: run within a transaction that others share, told its end when that is on disk. May run again when the transaction had to be repeated.</summary>
internal abstract class WriteOperation(string conversation, Question? first)
{
    /// <summary>Operations of one conversation run in the order in which they were given.</summary>
    public string Conversation { get; } = conversation;

    /// <summary>With what it begins, and of what it asks the session; null when it does not say.</summary>
    public Question? First { get; } = first;

    public abstract void Execute(StoreSession session);

    public abstract void Complete();

    public abstract void Fail(Exception exception);
}

/// <summary>An operation with a result.</summary>
internal sealed class WriteOperation<T>(ConversationKey conversation, Question? first, Func<StoreSession, T> write) : WriteOperation(conversation.ToString(), first)
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Completion => _completion.Task;

    public override void Execute(StoreSession session) => _result = write(session);

    public override void Complete() => _completion.TrySetResult(_result!);

    public override void Fail(Exception exception) => _completion.TrySetException(exception);
}
