namespace Assistant.Conversations;

/// <summary>One try to send a part of a reply, and what is kept of it on disk, so that after a crash it is known what may have arrived.</summary>
/// <param name="Part">From 0.</param>
/// <param name="MayHaveArrived">It was begun before, by this process or one that has died, and nobody knows its end.</param>
public sealed record PartSend(int Part, bool MayHaveArrived)
{
    /// <summary>Notes that it is sent from now on; to be awaited just before each request that may show it.</summary>
    public Func<CancellationToken, Task> Begin { get; init; } = _ => Task.CompletedTask;

    /// <summary>Notes that the request certainly showed nothing. Throws nothing.</summary>
    public Func<Task> NotSent { get; init; } = () => Task.CompletedTask;
}
