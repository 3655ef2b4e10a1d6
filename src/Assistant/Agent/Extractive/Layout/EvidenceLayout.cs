using Assistant.Perception;

namespace Assistant.Agent.Extractive.Layout;

/// <summary>Takes evidence apart into passages by how it is laid out: pictures by their boxes, tables by their cells, the rest as running text under headings.</summary>
internal static class EvidenceLayout
{
    public static (List<Passage> Passages, List<Grid> Tables) Read(Evidence evidence)
    {
        var headings = Headings(evidence);
        var passages = new List<Passage>();
        var tables = new List<Grid>();
        var cells = Indexes(evidence, block => block.Role == BlockRole.Cell && block.Cell is not null);
        tables.AddRange(cells.Count == 0 ? [] : TableLayout.Read(evidence, cells, i => headings[i]));
        passages.AddRange(tables.SelectMany(table => GridPassages.Of(evidence, table)));
        foreach (var picture in Indexes(evidence, block => block.Role == BlockRole.Line && block.Position.Box is not null).GroupBy(i => (evidence.Blocks[i].Position.Page, evidence.Blocks[i].Position.Part, evidence.Blocks[i].Position.Slide)))
        {
            var (seen, grids) = PictureLayout.Read(evidence, [.. picture], headings[picture.First()]);
            passages.AddRange(seen);
            tables.AddRange(grids);
        }
        passages.AddRange(ProseLayout.Read(evidence, Flows(evidence), i => headings[i], i => evidence.Blocks[i].Role != BlockRole.Heading && headings[i] is [.., '?' or '？'] question ? question : ""));
        passages.Sort((a, b) => a.Order.CompareTo(b.Order));
        return (passages, tables);
    }

    private static List<int> Indexes(Evidence evidence, Func<EvidenceBlock, bool> wanted) => [.. Enumerable.Range(0, evidence.Blocks.Count).Where(i => wanted(evidence.Blocks[i]))];

    private static string[] Headings(Evidence evidence)
    {
        var headings = new string[evidence.Blocks.Count];
        var current = "";
        for (var i = 0; i < headings.Length; i++)
        {
            var block = evidence.Blocks[i];
            headings[i] = block.Position.Heading ?? current;
            if (block.Role == BlockRole.Heading)
                current = block.Text;
        }
        return headings;
    }

    /// <summary>Paragraphs each by itself; the segments of a recording run on, as far as the next pause.</summary>
    private static IEnumerable<IReadOnlyList<int>> Flows(Evidence evidence)
    {
        var run = new List<int>();
        for (var i = 0; i < evidence.Blocks.Count; i++)
        {
            var block = evidence.Blocks[i];
            if (block.Role == BlockRole.Cell && block.Cell is not null || block.Role == BlockRole.Line && block.Position.Box is not null || block.Text.Length == 0)
                continue;
            if (block.Role != BlockRole.Segment)
            {
                if (run.Count > 0)
                    yield return run;
                run = [];
                yield return [i];
                continue;
            }
            if (run.Count > 0 && (block.Position.Start - evidence.Blocks[run[^1]].Position.End > 1.5 || run.Count >= 20))
            {
                yield return run;
                run = [];
            }
            run.Add(i);
        }
        if (run.Count > 0)
            yield return run;
    }
}
