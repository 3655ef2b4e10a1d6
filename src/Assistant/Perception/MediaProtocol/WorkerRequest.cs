namespace Assistant.Perception.MediaProtocol;

/// <summary>What the worker is to do with the content that follows.</summary>
/// <param name="Page">Of a pdf, from 1; for <see cref="WorkerTask.RenderPage"/> only.</param>
/// <param name="LongestSide">Pixels at most; for <see cref="WorkerTask.EncodePicture"/> only.</param>
internal sealed record WorkerRequest(WorkerTask Task, string Name, string ContentType, WorkerLimits Limits, int Page = 0, int LongestSide = 0);

internal enum WorkerTask { DecodePicture, ReadDocument, RenderPage, EncodePicture }

/// <param name="Protocol">Server and worker of one build have the same.</param>
/// <param name="Sandbox">What the worker is kept from, in words.</param>
internal sealed record WorkerHello(int Protocol, string Sandbox)
{
    public const int CurrentProtocol = 2;
}

/// <param name="Position">Where in a document it stands; null for a picture of its own.</param>
/// <param name="Gap">What of the file is not in it.</param>
internal sealed record PictureHeader(int Width, int Height, SourcePosition? Position, GapPart? Gap = null);

internal sealed record WorkerFailure(AttachmentProblem Problem, string? Detail);
