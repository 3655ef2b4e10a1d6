using System.Globalization;
using Assistant.Perception;
using Assistant.Text;

namespace Assistant.Agent.Grounding;

/// <summary>Cuts evidence into passages: a table row, a paragraph, a few lines of a picture, a few seconds of speech.</summary>
internal static class PassageCutter
{
    private const int Wanted = 300;
    private const int Longest = 900;
    private const int MostObjects = 20;

    public static IEnumerable<Passage> Cut(IReadOnlyList<Evidence> evidence)
    {
        var n = 1;
        foreach (var item in evidence)
        {
            foreach (var blocks in Groups(item.Blocks))
            {
                foreach (var (text, part) in Pieces(blocks))
                    yield return new Passage(n++, item, part, Place(item, part[0]), DataText.Line(text));
            }
            if (item.Labels.Count > 0)
                yield return new Passage(n++, item, [Seen(item)], Place(item, Seen(item)), DataText.Line(Seen(item).Text));
            foreach (var block in item.Objects.Take(MostObjects).Select(found => found.AsBlock()))
                yield return new Passage(n++, item, [block], Place(item, block), DataText.Line($"Seen at {Corners(block)}: {block.Text}"));
        }
    }

    /// <summary>What an image model says it sees, as one piece without a place.</summary>
    private static EvidenceBlock Seen(Evidence item) =>
        new("Seen in the picture: " + string.Join(", ", item.Labels.Take(3).Select(label => string.Create(CultureInfo.InvariantCulture, $"{label.Label} ({label.Score:P0})"))), new SourcePosition(), BlockRole.Note);

    /// <summary>Left, top, right, bottom in pixels of the picture: what stands beside or above what can be told from it.</summary>
    private static string Corners(EvidenceBlock found) =>
        found.Position.Box is { } box ? string.Create(CultureInfo.InvariantCulture, $"{box.X0:0}, {box.Y0:0}, {box.X1:0}, {box.Y1:0}") : "";

    private static IEnumerable<List<EvidenceBlock>> Groups(IReadOnlyList<EvidenceBlock> blocks)
    {
        var group = new List<EvidenceBlock>();
        var length = 0;
        foreach (var block in blocks)
        {
            if (block.Text.Length == 0)
                continue;
            if (group.Count > 0 && (length + block.Text.Length > Wanted || !StandTogether(group[^1], block)))
            {
                yield return group;
                (group, length) = ([], 0);
            }
            group.Add(block);
            length += block.Text.Length;
        }
        if (group.Count > 0)
            yield return group;
    }

    private static bool StandTogether(EvidenceBlock last, EvidenceBlock next) => (last.Cell, next.Cell) switch
    {
        ({ } a, { } b) => a.Table == b.Table && a.Row == b.Row,
        (null, null) => last.Position.Page == next.Position.Page && last.Position.Slide == next.Position.Slide && last.Position.Part == next.Position.Part && next.Role != BlockRole.Heading
            && (last.Role == next.Role || last.Role == BlockRole.Heading),
        _ => false,
    };

    /// <summary>A block longer than a passage is given in pieces cut at sentence ends; each still stands for the whole block.</summary>
    private static IEnumerable<(string Text, IReadOnlyList<EvidenceBlock> Part)> Pieces(List<EvidenceBlock> blocks)
    {
        var separator = blocks[0].Cell is not null ? " | " : blocks[0].Role is BlockRole.Line ? " / " : " ";
        var text = string.Join(separator, blocks.Select(block => block.Speaker is { Length: > 0 } speaker ? $"{speaker}: {block.Text}" : block.Text));
        if (text.Length <= Longest)
        {
            yield return (text, blocks);
            yield break;
        }
        foreach (var block in blocks)
        {
            for (var at = 0; at < block.Text.Length;)
            {
                var end = SentenceEnds.Cut(block.Text, at, Longest);
                var piece = block.Text[at..end].Trim();
                if (piece.Length > 0)
                    yield return (piece, [block with { Text = piece }]);
                at = end;
            }
        }
    }

    private static string Place(Evidence item, EvidenceBlock first)
    {
        var at = first.Position;
        var place = at switch
        {
            { Page: { } page } => $", page {page}",
            { Slide: { } slide } => $", slide {slide}",
            { Sheet: { } sheet, Row: { } row } => $", sheet {sheet}, row {row}",
            { Sheet: { } sheet } => $", sheet {sheet}",
            { Start: { } start } => string.Create(CultureInfo.InvariantCulture, $", at {(int)start / 60}:{(int)start % 60:00}"),
            _ => "",
        };
        return DataText.Line(item.Source.Shortened(80) + place + (at.Heading is { Length: > 0 } heading && first.Role != BlockRole.Heading ? ", under " + heading.Shortened(80) : "")).Replace(')', ']');
    }
}
