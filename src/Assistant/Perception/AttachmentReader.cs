using Assistant.Conversations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Perception;

/// <summary>Step 5: sees and hears. Every attachment of a message becomes evidence with positions, or an explicit failure; never neither.</summary>
internal sealed partial class AttachmentReader(
    AttachmentSource source, PictureReader pictures, RecordingReader recordings, DocumentReader documents,
    IOptions<PerceptionOptions> options, TimeProvider clock, ILogger<AttachmentReader> logger)
{
    /// <summary>
    /// Reads the attachments one after the other; the models beneath use all cores. Recordings are heard last, the smallest first: one that takes all the time there is takes it from no other.
    /// When it is cancelled it ends at once, with what was read until then and a failure for each other.
    /// </summary>
    /// <param name="deadline">What is read until then counts; the rest is a failure.</param>
    public async Task<AttachmentReading> ReadAsync(InboundMessage message, IPerceptionProgress progress, TimeSpan deadline, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(deadline, clock);
        using var time = new StepTime(timer.Token, cancellationToken);
        var outcomes = new Outcome[message.Attachments.Count];
        for (var i = 0; i < outcomes.Length; i++)
            outcomes[i] = i < options.Value.MaxAttachments
                ? await TryAsync(message, i, progress, time, listen: false)
                : new(Failure: new(message.Attachments[i].Name, AttachmentProblem.TooManyAttachments, $"{options.Value.MaxAttachments}"));
        foreach (var (i, _) in outcomes.Index().Where(each => each.Item.Recording is not null).OrderBy(each => each.Item.Recording).ToList())
            outcomes[i] = await TryAsync(message, i, progress, time, listen: true);

        outcomes = [.. outcomes.Select((outcome, i) => outcome.At(new(i + 1, outcomes.Length, message.ReceivedAt)))];
        Evidence[] evidence = [.. outcomes.Zip(message.Attachments, (outcome, attachment) => outcome.Evidence ?? outcome.Unread(attachment)).OfType<Evidence>()];
        return new(
            evidence,
            [.. outcomes.SelectMany(outcome => outcome.Failure is { } failure ? [failure] : outcome.Evidence?.Gaps ?? [])],
            SpokenQuestion(message, evidence),
            Models(evidence));
    }

    /// <summary>One more would not be read.</summary>
    public bool IsFull(InboundMessage message) => message.Attachments.Count >= options.Value.MaxAttachments;

    private async Task<Outcome> TryAsync(InboundMessage message, int index, IPerceptionProgress progress, StepTime time, bool listen)
    {
        var attachment = message.Attachments[index];
        try
        {
            time.Token.ThrowIfCancellationRequested();
            return await ReadOneAsync(message, attachment, new(progress, index, message.Attachments.Count), time, listen);
        }
        catch (Exception e) when (time.IsOver(e))
        {
            Log.NotRead(logger, attachment.Id, AttachmentProblem.TimedOut);
            return new(Failure: new(attachment.Name, AttachmentProblem.TimedOut));
        }
        catch (OperationCanceledException)
        {
            return new(Failure: new(attachment.Name, AttachmentProblem.Stopped));
        }
        catch (MediaException e)
        {
            Log.NotRead(logger, attachment.Id, e.Problem);
            return new(Failure: new(attachment.Name, e.Problem, e.Detail) { Within = e.Within });
        }
        catch (Exception e)
        {
            Log.Failed(logger, attachment.Id, e);
            return new(Failure: new(attachment.Name, AttachmentProblem.WorkerFailed));
        }
    }

    private async Task<Outcome> ReadOneAsync(InboundMessage message, InboundAttachment attachment, CountedProgress progress, StepTime time, bool listen)
    {
        await using var file = await source.OpenAsync(message, attachment, progress, time.Token);
        if (file.Length == 0)
            throw new MediaException(AttachmentProblem.Empty);
        var head = new byte[MediaKinds.HeaderLength];
        var length = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, time.Token);
        file.Position = 0;
        return MediaKinds.Of(head.AsSpan(0, length)) switch
        {
            MediaKind.Picture => new(await pictures.ReadAsync(file, attachment, progress, time.Token)),
            MediaKind.Audio when !listen && message.Attachments.Count > 1 => new(Recording: file.Length),
            MediaKind.Audio => new(await recordings.ReadAsync(file, attachment, progress, time)),
            _ => new(await documents.ReadAsync(file, attachment, progress, time)),
        };
    }

    private string SpokenQuestion(InboundMessage message, Evidence[] evidence)
    {
        var recordings = evidence.Where(e => e.Kind == EvidenceKind.Audio).ToArray();
        return message.Text.Length == 0 && recordings is [var note] && note.Duration <= options.Value.LongestSpokenQuestion.TotalSeconds
            ? SpeechSegment.Join(note.Blocks.Select(block => block.Text))
            : "";
    }

    private static Dictionary<string, string> Models(Evidence[] evidence) =>
        evidence.Select(e => e.ReadBy).OfType<string>().Distinct().ToDictionary(name => name.Split(':')[0], name => name[(name.IndexOf(':') + 1)..]);

    /// <summary>What came of one attachment: just one of these.</summary>
    /// <param name="Recording">Bytes of a recording that is yet to be heard.</param>
    private readonly record struct Outcome(Evidence? Evidence = null, AttachmentFailure? Failure = null, long? Recording = null)
    {
        private AttachmentPlace? Place { get; init; }

        /// <summary>With its place in the message.</summary>
        public Outcome At(AttachmentPlace place) => this with
        {
            Evidence = Evidence is { } read ? read with { Place = place, Gaps = [.. read.Gaps.Select(gap => gap with { Place = place.Number })] } : null,
            Failure = Failure is { } failure ? failure with { Place = place.Number } : null,
            Place = place,
        };

        /// <summary>For later turns, which say that it was not read; null where this one does.</summary>
        public Evidence? Unread(InboundAttachment attachment) => Failure is not { Problem: AttachmentProblem.Stopped } stopped ? null : new Evidence
        {
            Id = EvidenceIds.Of(attachment),
            Kind = MediaKinds.OfName(attachment.Name) ?? EvidenceKind.Document,
            Source = attachment.Name,
            AttachmentId = attachment.Id,
            Place = Place,
            Blocks = [],
            Gaps = [stopped],
        };
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Attachment {AttachmentId} was not read: {Problem}")]
        public static partial void NotRead(ILogger logger, string attachmentId, AttachmentProblem problem);

        [LoggerMessage(Level = LogLevel.Error, Message = "Attachment {AttachmentId} was not read")]
        public static partial void Failed(ILogger logger, string attachmentId, Exception exception);
    }
}
