namespace Assistant.Perception;

/// <summary>A file that was not read, as a category; the boundary in AttachmentReader turns it into an <see cref="AttachmentFailure"/>.</summary>
public sealed class MediaException(AttachmentProblem problem, string? detail = null, Exception? inner = null)
    : Exception($"{problem}{(detail is null ? "" : $": {detail}")}", inner)
{
    public AttachmentProblem Problem { get; } = problem;
    public string? Detail { get; } = detail;

    /// <summary>As in <see cref="GapPart"/>.</summary>
    public string? Within { get; init; }
}
