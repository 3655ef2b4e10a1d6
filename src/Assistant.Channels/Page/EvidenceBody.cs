using Assistant.Channels.DirectLine.Outbound;
using Assistant.Perception;

namespace Assistant.Channels.Page;

/// <summary>What was read in an attachment, for the pane of sources: text with its places.</summary>
internal sealed record EvidenceBody(string Id, string Kind, string Source, string? AttachmentId, string? ReadBy, IReadOnlyList<BlockBody> Blocks)
{
    public int? Width { get; init; }
    public int? Height { get; init; }
    public double? Duration { get; init; }
    public IReadOnlyList<LabelBody>? Labels { get; init; }
    public IReadOnlyList<ObjectBody>? Objects { get; init; }
    public IReadOnlyList<GapBody>? Gaps { get; init; }

    public static EvidenceBody Of(Evidence evidence) =>
        new(evidence.Id, WireNames.Camel(evidence.Kind.ToString()), evidence.Source, evidence.AttachmentId, evidence.ReadBy, [.. evidence.Blocks.Select(BlockBody.Of)])
        {
            Width = evidence.Width > 0 ? evidence.Width : null,
            Height = evidence.Height > 0 ? evidence.Height : null,
            Duration = evidence.Duration > 0 ? Math.Round(evidence.Duration, 2) : null,
            Labels = evidence.Labels.Count == 0 ? null : [.. evidence.Labels.Select(label => new LabelBody(label.Label, Math.Round(label.Score, 3), label.Model))],
            Objects = evidence.Objects.Count == 0 ? null : [.. evidence.Objects.Select(found => new ObjectBody(found.Label, Math.Round(found.Score, 3), WireNames.Corners(found.Box), found.Model))],
            Gaps = evidence.Gaps.Count == 0 ? null : [.. evidence.Gaps.Select(gap => new GapBody(WireNames.Camel(gap.Problem.ToString()), gap.Detail))],
        };
}

internal sealed record LabelBody(string Label, double Score, string Model);

/// <param name="Box">x0, y0, x1, y1 in pixels of the picture as given.</param>
internal sealed record ObjectBody(string Label, double Score, double[] Box, string Model);

internal sealed record GapBody(string Problem, string? Detail);

internal sealed record CellBody(int Table, int Row, int Column, int RowSpan, int ColumnSpan, bool Header);

internal sealed record BlockBody(string Text, string Role)
{
    public int? Level { get; init; }
    public double? Confidence { get; init; }
    public string? Speaker { get; init; }
    public CellBody? Cell { get; init; }
    public double[]? Box { get; init; }
    public double? Start { get; init; }
    public double? End { get; init; }
    public int? Page { get; init; }
    public string? Sheet { get; init; }
    public string? CellName { get; init; }
    public int? Row { get; init; }
    public int? Slide { get; init; }
    public string? Heading { get; init; }
    public int? Line { get; init; }
    public string? Part { get; init; }

    public static BlockBody Of(EvidenceBlock block)
    {
        var at = block.Position;
        return new(block.Text, block.Role.ToString())
        {
            Level = block.Level > 0 ? block.Level : null,
            Confidence = block.Confidence < 1 ? Math.Round(block.Confidence, 3) : null,
            Speaker = block.Speaker,
            Cell = block.Cell is { } cell ? new(cell.Table, cell.Row, cell.Column, cell.RowSpan, cell.ColumnSpan, cell.Header) : null,
            Box = at.Box is { } box ? WireNames.Corners(box) : null,
            Start = at.Start,
            End = at.End,
            Page = at.Page,
            Sheet = at.Sheet,
            CellName = at.Cell,
            Row = at.Row,
            Slide = at.Slide,
            Heading = at.Heading,
            Line = at.Line,
            Part = at.Part,
        };
    }
}
