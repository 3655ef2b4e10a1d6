using Assistant.Conversations;

namespace Assistant.Perception;

/// <summary>Told what is being read, in small steps.</summary>
internal interface IPerceptionProgress
{
    ValueTask ProgressAsync(TurnProgress progress, CancellationToken cancellationToken);
}

/// <summary>Progress within one attachment of several; <see cref="Index"/> counts from 0.</summary>
internal sealed record CountedProgress(IPerceptionProgress Inner, int Index, int Count) : IPerceptionProgress
{
    public ValueTask ProgressAsync(TurnProgress progress, CancellationToken cancellationToken) => Inner.ProgressAsync(progress, cancellationToken);

    public ValueTask AttachmentAsync(TurnStage stage, string name, CancellationToken cancellationToken) => ProgressAsync(new(stage, Index, Count, name), cancellationToken);
}
