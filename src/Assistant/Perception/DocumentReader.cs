using System.Globalization;
using Assistant.Conversations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Perception;

/// <summary>A document becomes evidence: its text piece by piece with page, sheet, slide or heading, and the text in the pictures inside it. Of one that takes too long, what was read until then.</summary>
internal sealed partial class DocumentReader(IMediaReader media, ITextRecognizer text, IOptions<PerceptionOptions> options, ILogger<DocumentReader> logger)
{
    public async Task<Evidence> ReadAsync(Stream file, InboundAttachment attachment, CountedProgress progress, StepTime time)
    {
        await progress.AttachmentAsync(TurnStage.ReadingDocuments, attachment.Name, time.Token);
        var reading = new Reading(attachment.Name, options.Value);
        try
        {
            await ReadPartsAsync(file, attachment, reading, progress, time.Token);
        }
        catch (Exception e) when (reading.Blocks.Count > 0 && time.IsOver(e))
        {
            reading.Miss(AttachmentProblem.TimedOut, null);
        }
        if (reading.Blocks.Count == 0)
            throw reading.Gaps is [var gap, ..] ? new MediaException(gap.Problem, gap.Detail) { Within = gap.Within } : new MediaException(AttachmentProblem.NothingReadable);
        return new Evidence
        {
            Id = EvidenceIds.Of(attachment),
            Kind = EvidenceKind.Document,
            Source = attachment.Name,
            AttachmentId = attachment.Id,
            Blocks = reading.Blocks,
            Gaps = reading.Gaps,
            ReadBy = reading.Pictures > 0 ? "ocr:PP-OCRv4" : null,
        };
    }

    private async Task ReadPartsAsync(Stream file, InboundAttachment attachment, Reading reading, CountedProgress progress, CancellationToken cancellationToken)
    {
        await foreach (var part in media.ReadDocumentAsync(file, attachment.Name, attachment.ContentType, cancellationToken))
        {
            switch (part)
            {
                case TextPart textPart:
                    reading.Add(textPart.Block);
                    break;
                case PicturePart picture:
                    await ReadPictureAsync(picture, reading, cancellationToken);
                    break;
                case GapPart gap:
                    reading.Miss(gap);
                    break;
                case ProgressPart step:
                    await progress.ProgressAsync(new(TurnStage.ReadingDocuments, step.Done, step.Total, attachment.Name), cancellationToken);
                    break;
            }
            if (reading.IsFull)
                break;
        }
    }

    private async Task ReadPictureAsync(PicturePart part, Reading reading, CancellationToken cancellationToken)
    {
        if (!text.IsAvailable)
        {
            reading.Miss(AttachmentProblem.NotInstalled, "PP-OCRv4");
            return;
        }
        if (++reading.Pictures > options.Value.MaxPicturesPerDocument)
        {
            reading.Miss(AttachmentProblem.TooManyPages, $"{options.Value.MaxPicturesPerDocument}");
            return;
        }
        foreach (var line in await LinesAsync(part, reading, cancellationToken))
            reading.Add(new(line.Text, part.Position with { Box = Place(line.Box, part) }, BlockRole.Line, line.Confidence));
    }

    /// <summary>One picture that cannot be read does not cost the document: it is a gap.</summary>
    private async Task<IReadOnlyList<RecognizedLine>> LinesAsync(PicturePart part, Reading reading, CancellationToken cancellationToken)
    {
        try
        {
            return (await text.ReadAsync(part.Picture, cancellationToken)).Lines;
        }
        catch (Exception e) when (e is not OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            Log.PictureNotRead(logger, e);
            reading.Miss(GapPart.OfPicture(part.Position));
            return [];
        }
    }

    /// <summary>A picture that covers an area of a page is placed in that page's units; others keep their own pixels.</summary>
    private static Box Place(Box pixels, PicturePart part)
    {
        if (part.Position.Box is not { } area)
            return pixels;
        var (x, y) = (area.Width / part.Picture.Width, area.Height / part.Picture.Height);
        return new(area.X0 + pixels.X0 * x, area.Y0 + pixels.Y0 * y, area.X0 + pixels.X1 * x, area.Y0 + pixels.Y1 * y);
    }

    private sealed class Reading(string name, PerceptionOptions limits)
    {
        private const int MostGaps = 20;
        private int _characters;

        public List<EvidenceBlock> Blocks { get; } = [];
        public List<AttachmentFailure> Gaps { get; } = [];
        public int Pictures { get; set; }
        public bool IsFull => _characters > limits.MaxCharacters;

        public void Add(EvidenceBlock block)
        {
            _characters += block.Text.Length;
            Blocks.Add(block);
            if (IsFull)
                Miss(AttachmentProblem.TooLong, string.Create(CultureInfo.InvariantCulture, $"what follows the first {limits.MaxCharacters:N0} characters"));
        }

        public void Miss(AttachmentProblem problem, string? detail) => Miss(new GapPart(problem, detail));

        /// <summary>One gap of a kind and a file inside says it; a thousand unread pages are not a thousand sentences.</summary>
        public void Miss(GapPart missed)
        {
            if (Gaps.Count < MostGaps && !Gaps.Exists(gap => gap.Problem == missed.Problem && gap.Within == missed.Within))
                Gaps.Add(new(name, missed.Problem, missed.Detail) { Within = missed.Within });
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A picture in a document was not read")]
        public static partial void PictureNotRead(ILogger logger, Exception exception);
    }
}
