using Assistant.Conversations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Perception;

/// <summary>Step 5: sees and hears. Every attachment of a message becomes evidence with positions, or an explicit failure; never neither.</summary>
internal sealed partial class AttachmentReader(
    AttachmentSource source, PictureReader pictures, RecordingReader recordings, DocumentReader documents,
    IOptions<PerceptionOptions> options, ILogger<AttachmentReader> logger)
{
    /// <summary>Reads the attachments one after the other, in order; the models beneath use all cores.</summary>
    public async Task<AttachmentReading> ReadAsync(InboundMessage message, IPerceptionProgress progress, CancellationToken cancellationToken)
    {
        var evidence = new List<Evidence>();
        var failures = new List<AttachmentFailure>();
        var seen = new List<InboundAttachment>();
        foreach (var (index, attachment) in message.Attachments.Index())
        {
            if (index >= options.Value.MaxAttachments)
            {
                failures.Add(new(attachment.Name, AttachmentProblem.TooManyAttachments, $"{options.Value.MaxAttachments}"));
                continue;
            }
            try
            {
                var counted = new CountedProgress(progress, index, message.Attachments.Count);
                var read = await ReadOneAsync(message, attachment, counted, cancellationToken);
                evidence.Add(read);
                failures.AddRange(read.Gaps);
                if (read.Kind == EvidenceKind.Image)
                    seen.Add(attachment);
            }
            catch (OperationCanceledException)
            {
                throw;
            }
            catch (MediaException e)
            {
                Log.NotRead(logger, attachment.Id, e.Problem);
                failures.Add(new(attachment.Name, e.Problem, e.Detail));
            }
            catch (Exception e)
            {
                Log.Failed(logger, attachment.Id, e);
                failures.Add(new(attachment.Name, AttachmentProblem.WorkerFailed));
            }
        }
        return new(evidence, failures, SpokenQuestion(message, evidence), seen, Models(evidence));
    }

    private async Task<Evidence> ReadOneAsync(InboundMessage message, InboundAttachment attachment, CountedProgress progress, CancellationToken cancellationToken)
    {
        await using var file = await source.OpenAsync(message, attachment, progress, cancellationToken);
        if (file.Length == 0)
            throw new MediaException(AttachmentProblem.Empty);
        var head = new byte[MediaKinds.HeaderLength];
        var length = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        file.Position = 0;
        return MediaKinds.Of(head.AsSpan(0, length)) switch
        {
            MediaKind.Picture => await pictures.ReadAsync(file, attachment, progress, cancellationToken),
            MediaKind.Audio => await recordings.ReadAsync(file, attachment, progress, cancellationToken),
            _ => await documents.ReadAsync(file, attachment, progress, cancellationToken),
        };
    }

    private string SpokenQuestion(InboundMessage message, List<Evidence> evidence)
    {
        var recordings = evidence.Where(e => e.Kind == EvidenceKind.Audio).ToArray();
        return message.Text.Length == 0 && recordings is [var note] && note.Duration <= options.Value.LongestSpokenQuestion.TotalSeconds
            ? SpeechSegment.Join(note.Blocks.Select(block => block.Text))
            : "";
    }

    private static Dictionary<string, string> Models(List<Evidence> evidence) =>
        evidence.Select(e => e.ReadBy).OfType<string>().Distinct().ToDictionary(name => name.Split(':')[0], name => name[(name.IndexOf(':') + 1)..]);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Attachment {AttachmentId} was not read: {Problem}")]
        public static partial void NotRead(ILogger logger, string attachmentId, AttachmentProblem problem);

        [LoggerMessage(Level = LogLevel.Error, Message = "Attachment {AttachmentId} was not read")]
        public static partial void Failed(ILogger logger, string attachmentId, Exception exception);
    }
}
