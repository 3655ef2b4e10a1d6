namespace Assistant.Perception;

/// <summary>Where in its source a block stands. Only what applies is set; an empty one means "somewhere in it".</summary>
public sealed record SourcePosition
{
    /// <summary>Pixels of the picture as given (for a page: of its points; of an embedded picture: its own pixels); null when not laid out.</summary>
    public Box? Box { get; init; }

    /// <summary>Seconds from the start of a recording.</summary>
    public double? Start { get; init; }

    public double? End { get; init; }

    /// <summary>From 1.</summary>
    public int? Page { get; init; }

    public string? Sheet { get; init; }

    /// <summary>As a spreadsheet shows it: "B7", or "A7:C7" for a merged cell.</summary>
    public string? Cell { get; init; }

    /// <summary>From 1, as a spreadsheet shows it; a csv record, counting the header as 1.</summary>
    public int? Row { get; init; }

    /// <summary>From 1.</summary>
    public int? Slide { get; init; }

    /// <summary>The headings above it, outermost first, joined by " > ".</summary>
    public string? Heading { get; init; }

    /// <summary>From 1, for plain text and code.</summary>
    public int? Line { get; init; }

    /// <summary>"notes" of a slide, "picture 2", "attachment offer.pdf": a part inside the source.</summary>
    public string? Part { get; init; }
}

/// <summary>An axis-aligned box, edges in the unit of its context; X1 and Y1 are exclusive.</summary>
public readonly record struct Box(double X0, double Y0, double X1, double Y1)
{
    public double Width => X1 - X0;
    public double Height => Y1 - Y0;
    public double CenterX => (X0 + X1) / 2;
    public double CenterY => (Y0 + Y1) / 2;

    public Box Union(Box other) => new(Math.Min(X0, other.X0), Math.Min(Y0, other.Y0), Math.Max(X1, other.X1), Math.Max(Y1, other.Y1));
}
