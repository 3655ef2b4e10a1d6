using Assistant.Agent;
using Assistant.Perception;

namespace Assistant.Channels.Page;

/// <summary>Where in what was read a citation's quote stands, and what is around it: a table of 200,000 cells need not travel to show one.</summary>
internal static class CitedPlace
{
    private const int Before = 60, Behind = 120;

    /// <returns>The block that the citation means, with its neighbours; from the beginning, and at -1, where nothing is like it.</returns>
    public static CitedPlaceBody Of(Evidence evidence, Citation citation)
    {
        var at = BlockOf(evidence.Blocks, citation);
        var first = Math.Max(0, at - Before);
        return new(at < 0 ? -1 : at - first, [.. evidence.Blocks.Skip(first).Take(Math.Max(at, 0) - first + Behind).Select(BlockBody.Of)]);
    }

    /// <summary>At its place and with its words; failing that at its place and a part of them, the first with its words, or the first at its place.</summary>
    internal static int BlockOf(IReadOnlyList<EvidenceBlock> blocks, Citation citation)
    {
        var quote = Squeezed(citation.Quote);
        var (part, anywhere, place) = (-1, -1, -1);
        foreach (var (i, block) in blocks.Index())
        {
            var isHere = IsAt(block.Position, citation.Position);
            if (isHere && place < 0)
                place = i;
            if (!isHere && anywhere >= 0)
                continue;
            var text = Squeezed(block.Text);
            if (text.Contains(quote, StringComparison.Ordinal))
            {
                if (isHere)
                    return i;
                anywhere = anywhere < 0 ? i : anywhere;
            }
            else if (isHere && part < 0 && text.Length > 1 && quote.Contains(text, StringComparison.Ordinal))
                part = i;
        }
        return part >= 0 ? part : anywhere >= 0 ? anywhere : place;
    }

    private static bool IsAt(SourcePosition block, SourcePosition cited) =>
        (cited.Page is null || block.Page == cited.Page) && (cited.Sheet is null || block.Sheet == cited.Sheet) && (cited.Slide is null || block.Slide == cited.Slide)
        && (cited.Row is null || block.Row is null || block.Row == cited.Row) && (cited.Line is null || block.Line is null || block.Line == cited.Line);

    private static string Squeezed(string text) => string.Concat(text.Where(sign => !char.IsWhiteSpace(sign))).ToLowerInvariant();
}

/// <param name="At">The block that is meant, of these; -1: none of them.</param>
internal sealed record CitedPlaceBody(int At, IReadOnlyList<BlockBody> Blocks);
