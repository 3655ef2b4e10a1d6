using Assistant.Conversations;
using Microsoft.Extensions.Logging;

namespace Assistant.Perception;

/// <summary>
/// A picture becomes evidence: its lines of text with their boxes, and labels of what is seen and objects with their boxes when such models are installed. A model of these
/// that fails does not take away what the others see. A picture in which nothing here finds anything is evidence without content and with a gap that says so: a language model may see more.
/// </summary>
internal sealed partial class PictureReader(IMediaReader media, ITextRecognizer text, IPictureLabeler labeler, IObjectDetector objects, ILogger<PictureReader> logger)
{
    private const string Reader = "PP-OCRv4";

    public async Task<Evidence> ReadAsync(Stream file, InboundAttachment attachment, CountedProgress progress, CancellationToken cancellationToken)
    {
        await progress.AttachmentAsync(TurnStage.ReadingPictures, attachment.Name, cancellationToken);
        var picture = await media.DecodePictureAsync(file, attachment.Name, cancellationToken);
        var lines = text.IsAvailable ? (await text.ReadAsync(picture, cancellationToken)).Lines : [];
        var labels = labeler.IsAvailable ? await TryAsync("labels", labeler.LabelAsync(picture, null, cancellationToken)) : [];
        var found = objects.IsAvailable ? await TryAsync("objects", objects.DetectAsync(picture, cancellationToken)) : [];
        var evidence = new Evidence
        {
            Id = EvidenceIds.Of(attachment),
            Kind = EvidenceKind.Image,
            Source = attachment.Name,
            AttachmentId = attachment.Id,
            Blocks = [.. lines.Select(line => new EvidenceBlock(line.Text, new SourcePosition { Box = line.Box }, BlockRole.Line, line.Confidence))],
            Width = picture.Width,
            Height = picture.Height,
            Labels = labels,
            Objects = found,
            Gaps = picture.Gap is { } gap ? [new(attachment.Name, gap.Problem, gap.Detail)] : [],
            ReadBy = text.IsAvailable ? $"ocr:{Reader}" : null,
        };
        return evidence.HasContent ? evidence : evidence with { Gaps = [text.IsAvailable || labeler.IsAvailable || objects.IsAvailable ? new(attachment.Name, AttachmentProblem.NothingReadable) : new(attachment.Name, AttachmentProblem.NotInstalled, Reader)] };
    }

    private async Task<IReadOnlyList<T>> TryAsync<T>(string what, Task<IReadOnlyList<T>> seeing)
    {
        try
        {
            return await seeing;
        }
        catch (OperationCanceledException)
        {
            throw;
        }
        catch (Exception e)
        {
            LogNotSeen(logger, what, e);
            return [];
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A picture was read without its {What}")]
    private static partial void LogNotSeen(ILogger logger, string what, Exception exception);
}

/// <summary>Evidence has the id of its attachment, so that a turn that runs again after a crash writes the same.</summary>
internal static class EvidenceIds
{
    public static string Of(InboundAttachment attachment) => "e-" + attachment.Id;
}
