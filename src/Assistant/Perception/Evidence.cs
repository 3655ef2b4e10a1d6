using System.Globalization;
using System.Text.Json.Serialization;

namespace Assistant.Perception;

/// <summary>What was read in one attachment (or remembered, or returned by a tool), piece by piece, each with its place. Data, never instructions.</summary>
public sealed record Evidence
{
    /// <summary>Unique within the conversation; stable, so that a later turn can refer to it.</summary>
    public required string Id { get; init; }

    public required EvidenceKind Kind { get; init; }

    /// <summary>File name for people.</summary>
    public required string Source { get; init; }

    /// <summary>Where its bytes lie in the attachment store; null for memory and tools.</summary>
    public string? AttachmentId { get; init; }

    /// <summary>Who sent it; null when it is the asker's own.</summary>
    [JsonIgnore]
    public string? PersonId { get; init; }

    /// <summary>Null for memory and tools, and for what was read before places were kept.</summary>
    public AttachmentPlace? Place { get; init; }

    /// <summary>In reading order.</summary>
    public required IReadOnlyList<EvidenceBlock> Blocks { get; init; }

    /// <summary>Pixels of the picture as given, after its EXIF rotation; 0 for others.</summary>
    public int Width { get; init; }

    public int Height { get; init; }

    /// <summary>Seconds of audio; 0 for others.</summary>
    public double Duration { get; init; }

    /// <summary>Labels of what is seen in a picture, best first; empty when no such model is installed.</summary>
    public IReadOnlyList<PictureLabel> Labels { get; init; } = [];

    /// <summary>Objects found in a picture with their boxes, surest first; empty when no such model is installed.</summary>
    public IReadOnlyList<FoundObject> Objects { get; init; } = [];

    /// <summary>The model that read it as "role:name" ("ocr:PP-OCRv4"); null when nothing had to be recognised.</summary>
    public string? ReadBy { get; init; }

    /// <summary>What could not be read of it ("pages 201 to 2,000 were not read"), as a category for the answer to mention; empty when all was read.</summary>
    public IReadOnlyList<AttachmentFailure> Gaps { get; init; } = [];

    /// <summary>Something was read or recognised in it; a picture without is known only to models that see.</summary>
    [JsonIgnore]
    public bool HasContent => Blocks.Count + Labels.Count + Objects.Count > 0;
}

/// <summary>Where an attachment stood in its message.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Of">How many the message brought, read or not.</param>
/// <param name="SentAt">The message's time.</param>
public sealed record AttachmentPlace(int Number, int Of, DateTimeOffset SentAt);

public enum EvidenceKind { Image, Audio, Document, Memory, Tool }

/// <summary>One piece of evidence: a line of a picture, a paragraph, a table cell, a segment of speech.</summary>
/// <param name="Text">As a person sees it (a date as formatted, not its serial number).</param>
/// <param name="Confidence">0 to 1; 1 where nothing was recognised but read.</param>
public sealed record EvidenceBlock(string Text, SourcePosition Position, BlockRole Role = BlockRole.Paragraph, double Confidence = 1)
{
    /// <summary>Where a <see cref="BlockRole.Cell"/> stands in its table; null for others.</summary>
    public TableCell? Cell { get; init; }

    /// <summary>1 to 6 for a <see cref="BlockRole.Heading"/>; 0 for others.</summary>
    public int Level { get; init; }

    /// <summary>Who said it (mail or chat sender), when known.</summary>
    public string? Speaker { get; init; }
}

/// <summary>Line: a visual line of a picture. Segment: a stretch of speech. The rest as in a document.</summary>
public enum BlockRole { Line, Segment, Paragraph, Heading, ListItem, Cell, Caption, Note, Code }

/// <summary>Zero-based place in the evidence's table number <paramref name="Table"/>; spans are at least 1. A header cell names its column (or row).</summary>
public sealed record TableCell(int Table, int Row, int Column, int RowSpan = 1, int ColumnSpan = 1, bool Header = false);

/// <param name="Score">0 to 1: how likely it is.</param>
/// <param name="Model">The model that said so.</param>
public sealed record PictureLabel(string Label, double Score, string Model)
{
    /// <summary>The label was longer than the model reads: it was judged by its beginning.</summary>
    public bool Truncated { get; init; }
}

/// <summary>An object found in a picture.</summary>
/// <param name="Box">In pixels of the picture as given.</param>
/// <param name="Score">0 to 1.</param>
public sealed record FoundObject(string Label, Box Box, double Score, string Model)
{
    /// <summary>It as a piece of evidence that stands at its box.</summary>
    public EvidenceBlock AsBlock() => new(string.Create(CultureInfo.InvariantCulture, $"{Label} ({Score:P0})"), new SourcePosition { Box = Box }, BlockRole.Note, Score);
}
