using Assistant.Agent.Extractive.Values;
using Assistant.Agent.Extractive.Words;
using Assistant.Perception;

namespace Assistant.Agent.Extractive.Layout;

/// <summary>A line of a picture, set upright: coordinates after the picture's slant is taken out.</summary>
/// <param name="Block">Index into the evidence's blocks.</param>
internal sealed record PictureLine(int Block, string Text, double X0, double X1, double CenterY, double Height)
{
    private bool? _isValue;
    private bool? _holdsValue;
    private bool? _readsAsLabel;

    /// <summary>Number of the visual row, from the top.</summary>
    public int Row { get; init; }

    public double Y0 => CenterY - Height / 2;
    public double Y1 => CenterY + Height / 2;
    public double CenterX => (X0 + X1) / 2;
    public double Width => X1 - X0;

    /// <summary>A figure, date or code rather than the name of one.</summary>
    public bool IsValue => _isValue ??= ValueFinder.Find(Text).Exists(v => v.Length * 2 > Text.Length);

    /// <summary>A time, date, amount or address stands in it.</summary>
    public bool HoldsValue => _holdsValue ??= ValueFinder.Find(Text).Exists(v => v.Kind is ValueKind.Time or ValueKind.Money or ValueKind.Email or ValueKind.Url or ValueKind.Phone || (v.Kind == ValueKind.Date && v.Text.Any(char.IsAsciiDigit)));

    /// <summary>Ends in a figure that is no year: "listening on port 8080" is a statement, "Sales 2027" a name.</summary>
    private bool EndsInFigure => Text.Length > 6 && char.IsAsciiDigit(Text[^1]) && char.IsAsciiDigit(Text[^2]) && char.IsAsciiDigit(Text[^3]) && Text[^4..] is not ['1' or '2', '9' or '0', _, _];

    /// <summary>"Path: C:\run" and "Stopping ... done" have said what they name.</summary>
    private bool Reports => Text.Contains('…', StringComparison.Ordinal) || Text.Contains("...", StringComparison.Ordinal) || Text.Contains("··", StringComparison.Ordinal) || KeyValue.Split(Text).Label.Length > 0 || KeyValue.SaysAmount(Text);

    /// <summary>An item of a list: it names nothing beside or below it.</summary>
    private bool IsListItem => Text[0] is '·' or '•' or '●' or '○' or '▪' or '‣' || Text.Length > 2 && Text[0] is '-' or '–' or '*' && Text[1] == ' ';

    public bool HasLetters => Text.Any(char.IsLetter);

    /// <summary>A sentence rather than a name or a value.</summary>
    public bool IsLong => Text.Count(c => c == ' ') >= 6 || Text.Count(Normal.IsHan) > 14;

    /// <summary>However short, it ends as a sentence does.</summary>
    public bool IsStatement => Text.Length > 3 && HasLetters && Text[^1] is '.' or '。' or '!' or '！' && !SentenceSplitter.EndsInAbbreviation(Text);

    /// <summary>Short, in words, no sentence: may be a label.</summary>
    public bool CanName => HasLetters && !IsValue && !HoldsValue && !IsLong && !EndsInFigure && !Reports && !IsListItem && (Text[^1] is not ('.' or '。' or '!' or '！' or '?' or '？') || SentenceSplitter.EndsInAbbreviation(Text));

    /// <summary>Made of the words that labels are made of.</summary>
    public bool ReadsAsLabel => _readsAsLabel ??= CanName && Labels.Is(Text);

    /// <summary>The other line goes on where this one stops in the middle of a sentence.</summary>
    public bool RunsOnTo(PictureLine next)
    {
        if (Text[^1] is ':' or '：' || Text.Any(Normal.IsHan) && Text[^1] is '。' or '！' or '？')
            return false;
        var first = next.Text[0];
        var last = Text.AsSpan(Text.LastIndexOf(' ') + 1).ToString().ToLowerInvariant();
        return char.IsLower(first) || char.IsAsciiDigit(first) && IsLong || (Normal.IsHan(first) && Text.Count(Normal.IsHan) > 12) || WordLists.IsStopWord(last) || last.EndsWith(',') || last.EndsWith('-');
    }

    /// <summary>Stands in one column with the other: edges or middles in line, or most of the narrower one under it.</summary>
    public bool IsInLineWith(PictureLine other)
    {
        var slack = Math.Max(Height, other.Height);
        var overlap = Math.Min(X1, other.X1) - Math.Max(X0, other.X0);
        return Math.Abs(X0 - other.X0) < slack || Math.Abs(X1 - other.X1) < slack || Math.Abs(CenterX - other.CenterX) < slack || overlap > 0.6 * Math.Min(Width, other.Width);
    }

    /// <summary>Lines with the slant of the whole taken out and numbered by row, top to bottom, left to right.</summary>
    public static IReadOnlyList<PictureLine> Upright(Evidence evidence, IReadOnlyList<int> blocks)
    {
        var boxed = blocks.Where(i => evidence.Blocks[i].Position.Box is { Width: > 0, Height: > 0 } && evidence.Blocks[i].Text.Length > 0).ToList();
        var slope = Slope(evidence, boxed);
        var lines = boxed.Select(i => Turn(i, evidence.Blocks[i].Text, evidence.Blocks[i].Position.Box!.Value, slope)).OrderBy(l => l.CenterY).ToList();
        return Number(lines);
    }

    private static PictureLine Turn(int block, string text, Box box, double slope)
    {
        var height = Math.Max(box.Height - Math.Abs(slope) * box.Width, box.Height * 0.3);
        var shift = slope * box.CenterY;
        return new(block, Spacing.Tidy(text), box.X0 + shift, box.X1 + shift, box.CenterY - slope * box.CenterX, height);
    }

    /// <summary>Reading order goes along rows: the middle of the slopes between neighbours is the picture's.</summary>
    private static double Slope(Evidence evidence, List<int> blocks)
    {
        var slopes = new List<double>();
        for (var i = 1; i < blocks.Count; i++)
        {
            var (a, b) = (evidence.Blocks[blocks[i - 1]].Position.Box!.Value, evidence.Blocks[blocks[i]].Position.Box!.Value);
            var run = b.CenterX - a.CenterX;
            if (b.X0 > a.X1 - a.Height && run > 2 * a.Height && Math.Abs(b.CenterY - a.CenterY) < 0.27 * run)
                slopes.Add((b.CenterY - a.CenterY) / run);
        }
        if (slopes.Count < 3)
            return 0;
        slopes.Sort();
        var middle = slopes[slopes.Count / 2];
        return Math.Abs(middle) < 0.012 || !WideLinesAreTaller(evidence, blocks, middle) ? 0 : middle;
    }

    /// <summary>The box of a slanted line grows taller with its width. Panes beside each other give slopes between unrelated lines, but no such boxes.</summary>
    private static bool WideLinesAreTaller(Evidence evidence, List<int> blocks, double slope)
    {
        var boxes = blocks.ConvertAll(i => evidence.Blocks[i].Position.Box!.Value);
        var heights = boxes.ConvertAll(box => box.Height);
        heights.Sort();
        var upright = heights[heights.Count / 4];
        var shares = boxes.Where(box => box.Width > 10 * upright).Select(box => (box.Height - upright) / (Math.Abs(slope) * box.Width)).Order().ToList();
        return shares.Count < 2 || shares[shares.Count / 2] > 0.6;
    }

    private static List<PictureLine> Number(List<PictureLine> lines)
    {
        var numbered = new List<PictureLine>(lines.Count);
        var row = -1;
        var members = new List<PictureLine>();
        foreach (var line in lines)
        {
            var fits = members.Count > 0 && Math.Abs(line.CenterY - members.Average(m => m.CenterY)) < 0.5 * Math.Min(line.Height, members.Min(m => m.Height)) && members.TrueForAll(m => Math.Min(m.X1, line.X1) - Math.Max(m.X0, line.X0) < 0.3 * Math.Min(m.Width, line.Width));
            if (!fits)
            {
                numbered.AddRange(members.OrderBy(m => m.X0));
                members.Clear();
                row++;
            }
            members.Add(line with { Row = row });
        }
        numbered.AddRange(members.OrderBy(m => m.X0));
        return numbered;
    }
}
