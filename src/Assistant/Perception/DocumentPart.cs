using System.Globalization;

namespace Assistant.Perception;

/// <summary>What a document consists of.</summary>
public abstract record DocumentPart;

/// <summary>A piece of text at its place.</summary>
public sealed record TextPart(EvidenceBlock Block) : DocumentPart;

/// <summary>A picture inside (an embedded picture, a scanned page) that is still to be read by <see cref="ITextRecognizer"/>. <paramref name="Position"/> says where it stands.</summary>
public sealed record PicturePart(Picture Picture, SourcePosition Position) : DocumentPart;

/// <summary>How far the reader is (pages, sheets, slides).</summary>
public sealed record ProgressPart(int Done, int Total) : DocumentPart;

/// <summary>Something inside that was left out.</summary>
public sealed record GapPart(AttachmentProblem Problem, string? Detail) : DocumentPart
{
    /// <summary>The file inside the file that it is of, an attachment of a mail by its name; null for the file itself.</summary>
    public string? Within { get; init; }

    /// <summary>A picture inside that could not be read, at its page, slide or sheet.</summary>
    public static GapPart OfPicture(SourcePosition position) => new(AttachmentProblem.PictureNotRead, position switch
    {
        { Page: { } page } => string.Create(CultureInfo.InvariantCulture, $"page {page}"),
        { Slide: { } slide } => string.Create(CultureInfo.InvariantCulture, $"slide {slide}"),
        { Sheet: { Length: > 0 } sheet } => $"sheet {sheet}",
        _ => null,
    });
}
