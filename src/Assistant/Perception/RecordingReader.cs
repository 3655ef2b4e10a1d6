using Assistant.Conversations;

namespace Assistant.Perception;

/// <summary>A recording becomes evidence: what was said, in segments with their seconds.</summary>
internal sealed class RecordingReader(IAudioDecoder decoder, ISpeechRecognizer speech)
{
    public async Task<Evidence> ReadAsync(Stream file, InboundAttachment attachment, CountedProgress progress, CancellationToken cancellationToken)
    {
        if (!speech.IsAvailable)
            throw new MediaException(AttachmentProblem.NotInstalled, "Moonshine, Whisper");
        await progress.ProgressAsync(new(TurnStage.Listening, 0, null, attachment.Name), cancellationToken);
        await using var audio = await decoder.DecodeAsync(file, attachment.Name, cancellationToken);
        await using var counted = new CountingStream(audio.Pcm);
        var (blocks, model) = (new List<EvidenceBlock>(), "");
        // The language is found out by ear: the client's says what its menus are in, not what is spoken.
        await foreach (var segment in speech.TranscribeAsync(counted, null, null, cancellationToken))
        {
            model = segment.Model;
            blocks.Add(new(segment.Text, new SourcePosition { Start = segment.Start, End = segment.End }, BlockRole.Segment, segment.Confidence));
            await progress.ProgressAsync(new(TurnStage.Listening, segment.End, audio.Duration, attachment.Name), cancellationToken);
        }
        var gap = audio.Gap();
        if (blocks.Count == 0)
            throw gap is null ? new MediaException(AttachmentProblem.NothingReadable) : new MediaException(gap.Problem, gap.Detail);
        return new Evidence
        {
            Id = EvidenceIds.Of(attachment),
            Kind = EvidenceKind.Audio,
            Source = attachment.Name,
            AttachmentId = attachment.Id,
            Blocks = blocks,
            Gaps = gap is null ? [] : [new(attachment.Name, gap.Problem, gap.Detail)],
            Duration = Math.Max(counted.BytesRead / BytesPerSecond, audio.Duration ?? 0),
            ReadBy = $"speech:{model}",
        };
    }

    /// <summary>16 kHz, 16 bit, mono.</summary>
    private const double BytesPerSecond = 32_000;
}
