using System.Globalization;
using Assistant.Conversations;

namespace Assistant.Perception;

/// <summary>A recording becomes evidence: what was said, in segments with their seconds. Of one that takes too long, what was heard until then.</summary>
internal sealed class RecordingReader(IAudioDecoder decoder, ISpeechRecognizer speech)
{
    public async Task<Evidence> ReadAsync(Stream file, InboundAttachment attachment, CountedProgress progress, StepTime time)
    {
        if (!speech.IsAvailable)
            throw new MediaException(AttachmentProblem.NotInstalled, "Moonshine, Whisper");
        await progress.ProgressAsync(new(TurnStage.Listening, 0, null, attachment.Name), time.Token);
        await using var audio = await decoder.DecodeAsync(file, attachment.Name, time.Token);
        var (blocks, model, isLate, told) = (new List<EvidenceBlock>(), "", false, 0.0);
        await using var counted = new CountingStream(audio.Pcm, HeardAsync);
        try
        {
            // The language is found out by ear: the client's says what its menus are in, not what is spoken.
            await foreach (var segment in speech.TranscribeAsync(counted, null, null, time.Token))
            {
                model = segment.Model;
                blocks.Add(new(segment.Text, new SourcePosition { Start = segment.Start, End = segment.End }, BlockRole.Segment, segment.Confidence));
                await progress.ProgressAsync(new(TurnStage.Listening, segment.End, audio.Duration, attachment.Name), time.Token);
            }
        }
        catch (Exception e) when (blocks.Count > 0 && (time.IsOver(e) || e is MediaException { Problem: AttachmentProblem.TimedOut }))
        {
            isLate = true;
        }
        var gap = isLate ? new GapPart(AttachmentProblem.TimedOut, Clock(blocks[^1].Position.End ?? 0)) : audio.Gap();
        if (blocks.Count == 0)
            throw gap is null ? new MediaException(AttachmentProblem.NothingReadable, audio.IsOfFilm ? "video" : null) : new MediaException(gap.Problem, gap.Detail);
        return new Evidence
        {
            Id = EvidenceIds.Of(attachment),
            Kind = EvidenceKind.Audio,
            Source = attachment.Name,
            AttachmentId = attachment.Id,
            Blocks = blocks,
            Gaps = [.. audio.Missed(gap).Select(missed => new AttachmentFailure(attachment.Name, missed.Problem, missed.Detail))],
            Duration = Math.Max(counted.BytesRead / BytesPerSecond, audio.Duration ?? 0),
            ReadBy = $"speech:{model}",
        };

        // Silence has no segments, and whoever waits sees that it is listened to.
        async ValueTask HeardAsync(long bytes, CancellationToken cancellationToken)
        {
            var seconds = bytes / BytesPerSecond;
            if (seconds - Math.Max(told, blocks.Count > 0 ? blocks[^1].Position.End ?? 0 : 0) < SecondsUntold)
                return;
            told = seconds;
            await progress.ProgressAsync(new(TurnStage.Listening, seconds, audio.Duration, attachment.Name), cancellationToken);
        }
    }

    private static string Clock(double seconds) => TimeSpan.FromSeconds(Math.Floor(seconds)).ToString(seconds < 3600 ? @"m\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);

    // Longer than what is said in one breath, so that segments come first where somebody speaks.
    private const double SecondsUntold = 30;

    /// <summary>16 kHz, 16 bit, mono.</summary>
    private const double BytesPerSecond = 32_000;
}
