using Assistant.Perception;

namespace Assistant.Inference.Vision;

internal readonly record struct Point(float X, float Y)
{
    public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);

    public static Point operator -(Point a, Point b) => new(a.X - b.X, a.Y - b.Y);

    public static Point operator *(Point a, float factor) => new(a.X * factor, a.Y * factor);

    public static float Cross(Point a, Point b) => a.X * b.Y - a.Y * b.X;

    public static float Dot(Point a, Point b) => a.X * b.X + a.Y * b.Y;
}

/// <summary>A line of text as a turned rectangle: its centre, the unit vector along the reading direction, and its extent along and across it.</summary>
internal readonly record struct RotatedBox(Point Center, Point Along, float Length, float Height, float Score)
{
    public Point Across => new(-Along.Y, Along.X);

    public Point TopLeft => Center - Along * (Length / 2) - Across * (Height / 2);

    public Box Hull
    {
        get
        {
            var halfX = (Math.Abs(Along.X) * Length + Math.Abs(Along.Y) * Height) / 2;
            var halfY = (Math.Abs(Along.Y) * Length + Math.Abs(Along.X) * Height) / 2;
            return new(Center.X - halfX, Center.Y - halfY, Center.X + halfX, Center.Y + halfY);
        }
    }

    public RotatedBox Scale(float x, float y)
    {
        // Unequal factors differ by the rounding of sides to multiples of 32 only: the mean keeps the rectangle a rectangle.
        var along = new Point(Along.X * x, Along.Y * y);
        var across = new Point(Across.X * x, Across.Y * y);
        var (stretch, thickness) = (MathF.Sqrt(Point.Dot(along, along)), MathF.Sqrt(Point.Dot(across, across)));
        return new(new(Center.X * x, Center.Y * y), along * (1 / stretch), Length * stretch, Height * thickness, Score);
    }

    public RotatedBox Grow(float margin) => this with { Length = Length + 2 * margin, Height = Height + 2 * margin };

    /// <summary>Where the line stands, read from its left again, once the picture of this size has been turned upside down.</summary>
    public RotatedBox UpsideDown(int width, int height) => this with { Center = new(width - Center.X, height - Center.Y) };

    public RotatedBox Move(float x, float y) => this with { Center = new(Center.X + x, Center.Y + y) };
}
