using System.Text.Json;
using Assistant.Perception.MediaProtocol;

namespace Assistant.Perception.Media;

/// <summary>Makes parts of frames, and trusts none of them.</summary>
internal sealed class ReceivedParts(WorkerLimits limits)
{
    private const int LongestDetail = 100;

    private PictureHeader? _header;
    private byte[] _pixels = [];
    private int _filled;

    /// <returns>Null while a picture is incomplete.</returns>
    /// <exception cref="InvalidDataException">Not what the protocol says.</exception>
    /// <exception cref="JsonException">Not what the protocol says.</exception>
    public DocumentPart? Take(Frame frame)
    {
        if (frame.Type == FrameType.Pixels)
            return AddPixels(frame.Payload.Span);
        if (_header is not null)
            throw new InvalidDataException("A picture is cut off.");
        return frame.Type switch
        {
            FrameType.Picture => Begin(JsonSerializer.Deserialize(frame.Payload.Span, WorkerJson.Default.PictureHeader)),
            FrameType.Text => new TextPart(Required(JsonSerializer.Deserialize(frame.Payload.Span, WorkerJson.Default.EvidenceBlock))),
            FrameType.Progress => Required(JsonSerializer.Deserialize(frame.Payload.Span, WorkerJson.Default.ProgressPart)),
            FrameType.Gap when Required(JsonSerializer.Deserialize(frame.Payload.Span, WorkerJson.Default.GapPart)) is var gap => Clean(gap)!,
            FrameType.Jpeg => new RenderedPage(frame.Payload.ToArray()),
            _ => throw new InvalidDataException($"A frame of type {frame.Type}."),
        };
    }

    public static MediaException Refusal(Frame frame)
    {
        var failure = Required(JsonSerializer.Deserialize(frame.Payload.Span, WorkerJson.Default.WorkerFailure));
        return new MediaException(Enum.IsDefined(failure.Problem) ? failure.Problem : AttachmentProblem.WorkerFailed, Clean(failure.Detail));
    }

    private DocumentPart? Begin(PictureHeader? header)
    {
        var (width, height) = (Required(header).Width, header!.Height);
        if (width < 1 || height < 1 || (long)width * height > limits.MaxPixels)
            throw new InvalidDataException($"A picture of {width} x {height}.");
        (_header, _pixels, _filled) = (header, GC.AllocateUninitializedArray<byte>(width * height * 3), 0);
        return null;
    }

    private PicturePart? AddPixels(ReadOnlySpan<byte> pixels)
    {
        if (_header is not { } header || pixels.Length > _pixels.Length - _filled)
            throw new InvalidDataException("Pixels of no picture.");
        pixels.CopyTo(_pixels.AsSpan(_filled));
        _filled += pixels.Length;
        if (_filled < _pixels.Length)
            return null;
        var picture = new Picture(header.Width, header.Height, _pixels) { Gap = Clean(header.Gap) };
        (_header, _pixels) = (null, []);
        return new PicturePart(picture, header.Position ?? new SourcePosition());
    }

    private static GapPart? Clean(GapPart? gap) => gap is null ? null : gap with { Detail = Clean(gap.Detail), Within = Clean(gap.Within) };

    /// <summary>It is shown to people as part of a sentence.</summary>
    private static string? Clean(string? detail) =>
        detail is null ? null : new string([.. detail.Where(c => !char.IsControl(c)).Take(LongestDetail)]);

    private static T Required<T>(T? value) where T : class => value ?? throw new InvalidDataException("null");
}

internal sealed record RenderedPage(ReadOnlyMemory<byte> Jpeg) : DocumentPart;
