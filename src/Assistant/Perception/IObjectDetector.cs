using System.Globalization;

namespace Assistant.Perception;

/// <summary>Finds objects in a picture, each with its place.</summary>
public interface IObjectDetector
{
    bool IsAvailable { get; }

    /// <returns>Surest first; boxes in pixels of the picture.</returns>
    Task<IReadOnlyList<FoundObject>> DetectAsync(Picture picture, CancellationToken cancellationToken);
}

/// <param name="Score">0 to 1.</param>
public sealed record FoundObject(string Label, Box Box, double Score, string Model)
{
    /// <summary>It as a piece of evidence that stands at its box.</summary>
    public EvidenceBlock AsBlock() => new(string.Create(CultureInfo.InvariantCulture, $"{Label} ({Score:P0})"), new SourcePosition { Box = Box }, BlockRole.Note, Score);
}
