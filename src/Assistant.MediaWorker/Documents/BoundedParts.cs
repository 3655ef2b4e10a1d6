using System.Globalization;
using System.Text.RegularExpressions;

namespace Assistant.MediaWorker.Documents;

/// <summary>Holds a document to its bounds: ends it with a gap when it is too long, cuts overlong pieces at sentences and labelled lines apart.</summary>
internal sealed partial class BoundedParts(WorkerLimits limits)
{
    private const int MostBlocks = 200_000;
    private const int LongestBlock = 4_000;
    private readonly HashSet<GapPart> _gaps = [];
    private long _characters;
    private int _blocks;

    public IEnumerable<DocumentPart> Of(IEnumerable<DocumentPart> parts, CancellationToken cancellationToken)
    {
        foreach (var part in parts.SelectMany(Pieces))
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (part)
            {
                case TextPart text when string.IsNullOrWhiteSpace(text.Block.Text):
                case GapPart gap when !_gaps.Add(gap):
                    continue;
                case TextPart text:
                    _characters += text.Block.Text.Length;
                    if (_characters > limits.MaxCharacters)
                    {
                        yield return new GapPart(AttachmentProblem.TooLong, $"what follows the first {Number(limits.MaxCharacters)} characters");
                        yield break;
                    }
                    if (++_blocks > MostBlocks)
                    {
                        yield return new GapPart(AttachmentProblem.TooLong, $"what follows the first {Number(MostBlocks)} cells and paragraphs");
                        yield break;
                    }
                    break;
            }
            yield return part;
        }
    }

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static IEnumerable<DocumentPart> Pieces(DocumentPart part) => part switch
    {
        TextPart { Block: { Text.Length: > LongestBlock, Cell: null } block } => LongText.Pieces(block.Text, LongestBlock).Select(piece => new TextPart(block with { Text = piece })),
        TextPart { Block: { Role: BlockRole.Paragraph or BlockRole.ListItem } block } when LabelledLine().Count(block.Text) > 1 => block.Text.Split('\n').Select(line => new TextPart(block with { Text = line })),
        _ => [part],
    };

    /// <summary>"Date: 3 May" and "Due: 2 June" in one paragraph are two pieces.</summary>
    [GeneratedRegex(@"^[\p{L}][\p{L}\p{N} /().'-]{0,40}[:：][^\n]*\S", RegexOptions.Multiline)]
    private static partial Regex LabelledLine();
}
