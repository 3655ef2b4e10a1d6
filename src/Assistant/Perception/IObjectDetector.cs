namespace Assistant.Perception;

/// <summary>Finds objects in a picture, each with its place.</summary>
public interface IObjectDetector
{
    bool IsAvailable { get; }

    /// <returns>Surest first; boxes in pixels of the picture.</returns>
    Task<IReadOnlyList<FoundObject>> DetectAsync(Picture picture, CancellationToken cancellationToken);
}
