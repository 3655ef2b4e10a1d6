namespace Assistant.Inference.Vision.Preprocessing;

/// <summary>How large a picture is made before it is seen.</summary>
internal abstract record PictureSize
{
    public abstract (int Width, int Height) Of(int width, int height);
}

/// <summary>Whatever its proportions.</summary>
internal sealed record ExactSize(int Width, int Height) : PictureSize
{
    public override (int Width, int Height) Of(int width, int height) => (Width, Height);
}

/// <summary>Its shorter side gets this length and its proportions stay, cut off to whole pixels as the reference does.</summary>
/// <param name="Longest">The longer side is at most this long, however short the shorter one then gets; 0 for no such bound.</param>
internal sealed record ShortestSide(int Pixels, int Longest) : PictureSize
{
    public override (int Width, int Height) Of(int width, int height)
    {
        var (shorter, longer) = ((double)Math.Min(width, height), (double)Math.Max(width, height));
        var exact = Longest > 0 && longer / shorter * Pixels > Longest ? Longest * shorter / longer : Pixels;
        var (side, other) = (Math.Max(1, (int)Math.Round(exact)), Math.Max(1, (int)Math.Min(exact * longer / shorter, int.MaxValue / 2)));
        return width <= height ? (side, other) : (other, side);
    }
}
