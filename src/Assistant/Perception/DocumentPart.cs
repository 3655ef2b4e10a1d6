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
public sealed record GapPart(AttachmentProblem Problem, string? Detail) : DocumentPart;
