using Assistant.Perception;

namespace Assistant.Agent.Extractive.Layout;

/// <summary>
/// Lines of a picture become fields, table cells and sentences: each line with the label to its left or above it, the heading of its column, the rest of its row,
/// and the lines around it; lines that run on become sentences.
/// </summary>
internal sealed class PictureLayout
{
    private const double ClosestRows = 1.7;
    private const double Tight = 0.5;

    private const string Button = "button, press, click, 按钮, 点, 按";

    /// <summary>The top of a letter, an invoice or a page says whose it is.</summary>
    private const string Letterhead = "from, sent by, issued by, sender, seller, company, 开票方, 发件人, 公司";
    private readonly Evidence _evidence;
    private readonly IReadOnlyList<PictureLine> _lines;
    private readonly ILookup<int, PictureLine> _rows;
    private readonly string _heading;

    private readonly List<IReadOnlyList<PictureLine>> _flows;
    private readonly HashSet<int> _inFlow;
    private readonly Dictionary<int, PictureLine> _fieldLabels;
    private readonly HashSet<int> _inField;
    private readonly List<Grid> _tables;
    private readonly HashSet<int> _inTable;
    private readonly HashSet<int> _names;
    private readonly double _height;

    private PictureLayout(Evidence evidence, IReadOnlyList<int> blocks, string heading)
    {
        _evidence = evidence;
        _heading = heading;
        _lines = PictureLine.Upright(evidence, blocks);
        _rows = _lines.ToLookup(line => line.Row);
        _height = _lines.Count == 0 ? 0 : _lines.Select(line => line.Height).Order().ElementAt(_lines.Count / 2);
        _flows = [.. Flows()];
        _inFlow = [.. _flows.Where(flow => flow.Count > 1).SelectMany(flow => flow).Select(line => line.Block)];
        // What is surely a list, and tiles, whose labels could head a table; then tables, whose columns could be a list's.
        List<PictureField> fields = [.. PictureFields.Lists(Free(_inFlow), sure: true)];
        _inField = [.. fields.SelectMany(field => field.Blocks)];
        fields.AddRange(PictureFields.Tiles(Free([.. _inFlow, .. _inField])));
        _inField.UnionWith(fields.SelectMany(field => field.Blocks));
        _tables = [.. PictureTables.Find(_lines, line => !_inFlow.Contains(line.Block) && !_inField.Contains(line.Block))];
        _inTable = [.. _tables.SelectMany(table => table.Rows).SelectMany(row => row.Cells).OfType<GridCell>().Select(cell => cell.Block)];
        var free = Free([.. _inFlow, .. _inField, .. _inTable, .. _tables.SelectMany(table => table.HeaderBlocks)]);
        fields.AddRange([.. PictureFields.Lists(free, sure: false), .. PictureFields.Stacks(free)]);
        _inField.UnionWith(fields.SelectMany(field => field.Blocks));
        _fieldLabels = fields.DistinctBy(field => field.Value.Block).ToDictionary(field => field.Value.Block, field => field.Label);
        _names = [.. _tables.SelectMany(table => table.HeaderBlocks), .. fields.Select(field => field.Label.Block)];
    }

    private List<PictureLine> Free(HashSet<int> taken) => [.. _lines.Where(line => !taken.Contains(line.Block))];

    public static (IEnumerable<Passage> Passages, IReadOnlyList<Grid> Tables) Read(Evidence evidence, IReadOnlyList<int> blocks, string heading)
    {
        var layout = new PictureLayout(evidence, blocks, heading);
        return ([.. layout.Cells(), .. layout.Fields(), .. layout.RunningText()], layout._tables);
    }

    private IEnumerable<Passage> Cells() => _tables.SelectMany(table => GridPassages.Of(_evidence, table));

    private IEnumerable<Passage> Fields()
    {
        var headers = _lines.Select(line => (Line: line, Header: Header(line))).Where(pair => pair.Header is not null).ToDictionary(pair => pair.Line.Block, pair => pair.Header!);
        var named = headers.Values.Where(line => line.ReadsAsLabel).Select(line => line.Block).ToHashSet();
        foreach (var line in _lines)
        {
            if (_inFlow.Contains(line.Block) || _inTable.Contains(line.Block))
                continue;
            var row = _rows[line.Row].Where(other => other != line).ToList();
            var above = Above(line, ClosestRows);
            var below = Below(line, ClosestRows);
            var header = headers.GetValueOrDefault(line.Block);
            var key = KeyValue.Split(line.Text).Label is { Length: > 0 } said ? said : KeyValue.LabelBefore(line.Text);
            var isSender = Messages.IsSender(line.Text);
            var isName = named.Contains(line.Block) && !_fieldLabels.ContainsKey(line.Block) || _names.Contains(line.Block) || isSender;
            var card = Card(line).ToList();
            var over = card.Count > 0 && Above(line, Tight) is { IsLong: false } tight ? tight : null;
            List<string?> labels = _fieldLabels.TryGetValue(line.Block, out var own) ? [own.Text] : line.IsLong || isName || line.IsStatement ? [key] : over is not null ? [key, over.Text] : [key, LabelLeft(line, row, header), header?.Text];
            if (own is null && line.IsValue && labels.TrueForAll(string.IsNullOrEmpty) && LabelBelow(line) is { } caption)
                labels.Add(caption.Text);
            var label = string.Join(", ", labels.Where(l => !string.IsNullOrEmpty(l)).Distinct());
            foreach (var (name, pair) in KeyValue.SplitMany(line.Text))
                yield return new Passage { Evidence = _evidence, Kind = PassageKind.Field, Text = pair, Parts = [new(line.Block, 0)], Label = name, Near = _heading, Order = line.Block };
            yield return new Passage
            {
                Evidence = _evidence,
                Kind = isName ? PassageKind.Name : label.Length > 0 ? PassageKind.Field : PassageKind.Sentence,
                Text = line.Text,
                Parts = [new(line.Block, 0)],
                Label = label,
                Row = string.Join(" · ", card.Select(other => other.Text).Where(text => !labels.Contains(text))),
                Role = string.Join(", ", Roles(line, row)),
                Before = line.IsLong || line.Text.Length > 20 || line.IsStatement ? Asked(line) : "",
                Near = string.Join('\n', new[] { _heading, Title }.Concat(row.Select(other => other.Text)).Concat(Around(above, below)).Where(s => s.Length > 0 && s != line.Text).Distinct()),
                Order = line.Block,
                IsTitle = line.CanName && line.Height > 1.35 * _height,
            };
        }
    }

    /// <summary>The row's first text names it, unless the line stands right under a label of its own (a form with its labels above).</summary>
    private string? LabelLeft(PictureLine line, List<PictureLine> row, PictureLine? header)
    {
        if (row.Count == 0 || row[0].X0 >= line.X0 || !row[0].CanName || _inField.Contains(row[0].Block) || IsInAnotherPane(row[0], line))
            return null;
        var stacked = row.Count < 3 && header is { ReadsAsLabel: true } && line.Y0 - header.Y1 < 1.2 * line.Height && !row[0].ReadsAsLabel;
        return stacked ? null : row[0].Text;
    }

    /// <summary>The columns of both have many lines, and they stand at heights of their own: a list beside a text, not labels beside values.</summary>
    private bool IsInAnotherPane(PictureLine label, PictureLine line)
    {
        const int few = 4;
        var left = _lines.Where(other => Math.Abs(other.X0 - label.X0) < label.Height).ToList();
        var right = _lines.Where(other => Math.Abs(other.X0 - line.X0) < line.Height).ToList();
        return left.Count >= few && right.Count >= few && 2 * right.Count(mine => left.Exists(other => Math.Abs(other.CenterY - mine.CenterY) < 0.25 * mine.Height)) < right.Count;
    }

    /// <summary>Words for the part that a line plays by where it stands: a button, a letterhead, a salutation.</summary>
    private IEnumerable<string> Roles(PictureLine line, List<PictureLine> row)
    {
        if (line.Row <= 1 && line.CanName && !line.ReadsAsLabel)
            yield return Letterhead;
        if (Messages.IsSalutation(line.Text))
            yield return Messages.Salutation;
        var last = _lines[^1].Row;
        if (line.Row > last / 2 && row.Count < 5 && line.CanName && row.TrueForAll(other => other.CanName) && line.Text.Length < 25 && Below(line, ClosestRows) is not { IsValue: true })
            yield return Button;
    }

    /// <summary>A figure of a chart is named by what stands under it, however far.</summary>
    private PictureLine? LabelBelow(PictureLine line) =>
        _lines.Where(other => other.Row > line.Row && Math.Abs(other.CenterX - line.CenterX) < line.Height && other.Y0 - line.Y1 < 20 * line.Height).MinBy(other => other.CenterY) is { CanName: true } below ? below : null;

    /// <summary>The question that the message above asks, as in a chat.</summary>
    private string Asked(PictureLine line)
    {
        var earlier = _lines.Where(other => other.Row < line.Row && line.Row - other.Row <= 4).OrderByDescending(other => other.Row);
        return earlier.FirstOrDefault(other => other.Text[^1] is '?' or '？')?.Text ?? "";
    }

    private PictureLine? Above(PictureLine line, double reach) =>
        _lines.Where(other => other.Row < line.Row && other.IsInLineWith(line) && line.Y0 - other.Y1 < reach * Math.Max(line.Height, other.Height)).MaxBy(other => other.CenterY);

    private PictureLine? Below(PictureLine line, double reach) =>
        _lines.Where(other => other.Row > line.Row && other.IsInLineWith(line) && other.Y0 - line.Y1 < reach * Math.Max(line.Height, other.Height)).MinBy(other => other.CenterY);

    /// <summary>
    /// What stands over the line in its column: the nearest text that reads like a label; else the nearest name over a value;
    /// else, over names, the top of the column.
    /// </summary>
    private PictureLine? Header(PictureLine line)
    {
        if (line.IsLong || _inFlow.Contains(line.Block))
            return null;
        var inTable = _rows[line.Row].Count() > 1;
        PictureLine? top = null;
        var (at, pitch) = (line, (inTable ? 3.5 : 2.2) * line.Height);
        for (var steps = 0; steps < 200 && Above(at, 3.2) is { } next; steps++)
        {
            var gap = at.CenterY - next.CenterY;
            if (gap > 1.5 * pitch || (steps > 0 && _rows[next.Row].Count() < 2) || _inFlow.Contains(next.Block) || _inField.Contains(next.Block))
                break;
            (at, pitch) = (next, steps == 0 ? Math.Max(gap, 1.2 * line.Height) : Math.Min(pitch, gap));
            if (!at.CanName)
                continue;
            if (IsAnsweredBeside(at, line))
                return null;
            if (at.ReadsAsLabel || line.IsValue)
                return at;
            top = at;
            if (!inTable)
                break;
        }
        return top;
    }

    /// <summary>A label whose value stands to its right, however far, does not name the line below too: that is the next label, or the next field's value.</summary>
    private bool IsAnsweredBeside(PictureLine label, PictureLine below)
    {
        List<PictureLine> row = [.. _rows[label.Row]];
        var right = row.FindIndex(other => other == label) is var at && at >= 0 && at + 1 < row.Count ? row[at + 1] : null;
        return row.Count == 2 && right is { ReadsAsLabel: false } && label.ReadsAsLabel && (below.ReadsAsLabel || right.IsValue && Math.Abs(below.X0 - right.X0) > below.Height && _rows[below.Row].Count() == 2);
    }

    /// <summary>The first line of the picture says what it shows.</summary>
    private string Title => _lines.Count > 0 ? _lines[0].Text : "";

    /// <summary>The lines that stand tight above and below, as in a calendar's day or a tile; none where many do (a terminal, a page of text).</summary>
    private List<PictureLine> Card(PictureLine line)
    {
        const int most = 3;
        var card = new List<PictureLine>();
        for (var at = line; card.Count <= most && Above(at, Tight) is { } next; at = next)
            card.Add(next);
        for (var at = line; card.Count <= most && Below(at, Tight) is { } next; at = next)
            card.Add(next);
        return card.Count <= most && card.TrueForAll(other => !other.IsLong && !_inFlow.Contains(other.Block)) ? card : [];
    }

    /// <summary>A message's sender, the paragraph before and after.</summary>
    private IEnumerable<string> Around(PictureLine? above, PictureLine? below)
    {
        foreach (var line in new[] { above is null ? null : Above(above, ClosestRows), above, below, below is null ? null : Below(below, ClosestRows) })
        {
            if (line is not null)
                yield return line.Text;
        }
    }

    private IEnumerable<Passage> RunningText() =>
        ProseLayout.Read(_evidence, _flows.Where(flow => flow.Count > 1 || SentenceSplitter.Split(flow[0].Text).Count() > 1).Select(flow => (IReadOnlyList<int>)[.. flow.Select(line => line.Block)]), _ => _heading, block => Asked(_lines.First(line => line.Block == block)));

    private IEnumerable<IReadOnlyList<PictureLine>> Flows()
    {
        var used = new HashSet<int>();
        foreach (var line in _lines)
        {
            if (!used.Add(line.Block))
                continue;
            var flow = new List<PictureLine> { line };
            for (var at = line; Continuation(at) is { } next && used.Add(next.Block); at = next)
                flow.Add(next);
            yield return flow;
        }
    }

    /// <summary>The line below goes on with the sentence: same left edge and size, this one is full and does not end.</summary>
    private PictureLine? Continuation(PictureLine line)
    {
        var next = Below(line, 0.9);
        if (next is null || Math.Abs(next.X0 - line.X0) > 1.2 * line.Height || next.Height > 1.5 * line.Height || line.Height > 2 * next.Height)
            return null;
        var isFull = line.X1 > next.X1 - 2 * line.Height && line.Width > 10 * line.Height;
        return isFull && line.RunsOnTo(next) ? next : null;
    }
}
