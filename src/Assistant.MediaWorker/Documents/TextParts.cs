
namespace Assistant.MediaWorker.Documents;

/// <summary>Short names for the parts that the readers yield.</summary>
internal static class TextParts
{
    public static TextPart Paragraph(string text, SourcePosition position) => new(new EvidenceBlock(text, position));

    public static TextPart Heading(string text, int level, SourcePosition position) =>
        new(new EvidenceBlock(text, position, BlockRole.Heading) { Level = Math.Clamp(level, 1, 6) });

    public static TextPart ListItem(string text, SourcePosition position) => new(new EvidenceBlock(text, position, BlockRole.ListItem));

    public static TextPart Note(string text, SourcePosition position) => new(new EvidenceBlock(text, position, BlockRole.Note));

    public static TextPart Caption(string text, SourcePosition position) => new(new EvidenceBlock(text, position, BlockRole.Caption));

    public static TextPart Code(string text, SourcePosition position) => new(new EvidenceBlock(text, position, BlockRole.Code));
}
